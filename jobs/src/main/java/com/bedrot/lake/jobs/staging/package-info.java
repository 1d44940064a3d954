/**
 * Raw files to each dataset's truth: which file holds what, one parse, rows and money accounted
 * for.
 */
@NullMarked
package com.bedrot.lake.jobs.staging;

import org.jspecify.annotations.NullMarked;
