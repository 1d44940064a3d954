/** The zones and the only makers of paths and landing names in them. */
@NullMarked
package com.bedrot.lake.conf.zone;

import org.jspecify.annotations.NullMarked;
