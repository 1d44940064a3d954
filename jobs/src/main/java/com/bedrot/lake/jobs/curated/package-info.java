/** Staging tables to business tables: pure transformations, one builder per table. */
@NullMarked
package com.bedrot.lake.jobs.curated;

import org.jspecify.annotations.NullMarked;
