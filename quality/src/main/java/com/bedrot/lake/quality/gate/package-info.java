/** Verdicts, and what they decide. */
@NullMarked
package com.bedrot.lake.quality.gate;

import org.jspecify.annotations.NullMarked;
