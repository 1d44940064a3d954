/** Delimited text: fields found in a reused buffer. */
@NullMarked
package com.bedrot.lake.jobs.record.delimited;

import org.jspecify.annotations.NullMarked;
