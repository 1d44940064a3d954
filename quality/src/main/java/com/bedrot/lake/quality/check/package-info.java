/** Contract rules compiled to Deequ. */
@NullMarked
package com.bedrot.lake.quality.check;

import org.jspecify.annotations.NullMarked;
