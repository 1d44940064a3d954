/** Carries files from landing through raw and staging to curated tables and the warehouse. */
@NullMarked
package com.bedrot.lake.jobs;

import org.jspecify.annotations.NullMarked;
