/** Parts of raw files and their bytes, whatever they are wrapped in. */
@NullMarked
package com.bedrot.lake.jobs.record.input;

import org.jspecify.annotations.NullMarked;
