/** Records of raw files, typed straight from the contract on the executors. */
@NullMarked
package com.bedrot.lake.jobs.record;

import org.jspecify.annotations.NullMarked;
