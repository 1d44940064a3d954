/** Sessions of portals: kept encrypted per account, imported, judged and renewed. */
@NullMarked
package com.bedrot.lake.extract.session;

import org.jspecify.annotations.NullMarked;
