/** The commands that are not an extractor's. */
@NullMarked
package com.bedrot.lake.jobs.cli;

import org.jspecify.annotations.NullMarked;
