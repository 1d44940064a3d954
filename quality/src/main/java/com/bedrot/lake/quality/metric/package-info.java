/** Verdicts and metrics as rows, kept for every rule of every run. */
@NullMarked
package com.bedrot.lake.quality.metric;

import org.jspecify.annotations.NullMarked;
