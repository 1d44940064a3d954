/** The gates and the watch over every table. */
@NullMarked
package com.bedrot.lake.quality;

import org.jspecify.annotations.NullMarked;
