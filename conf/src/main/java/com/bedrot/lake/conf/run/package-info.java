/** Run identity, clock and reports. */
@NullMarked
package com.bedrot.lake.conf.run;

import org.jspecify.annotations.NullMarked;
