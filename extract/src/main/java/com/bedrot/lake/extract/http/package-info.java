/** Calls to a source's own addresses, checked, paced, repeated, and judged before they are data. */
@NullMarked
package com.bedrot.lake.extract.http;

import org.jspecify.annotations.NullMarked;
