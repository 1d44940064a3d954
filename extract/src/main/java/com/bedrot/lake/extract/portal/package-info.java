/** What a source's contract says of its portal or API, and the addresses it may be reached at. */
@NullMarked
package com.bedrot.lake.extract.portal;

import org.jspecify.annotations.NullMarked;
