/** Files of a person's disk into landing drops: found, recognised, identified, written. */
@NullMarked
package com.bedrot.lake.extract.landing;

import org.jspecify.annotations.NullMarked;
