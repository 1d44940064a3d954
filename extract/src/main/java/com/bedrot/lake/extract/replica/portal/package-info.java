/** What each source's portal or API answers in the replica. */
@NullMarked
package com.bedrot.lake.extract.replica.portal;

import org.jspecify.annotations.NullMarked;
