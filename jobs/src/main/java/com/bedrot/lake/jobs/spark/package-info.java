/** The Spark session, set up once from the lake's settings. */
@NullMarked
package com.bedrot.lake.jobs.spark;

import org.jspecify.annotations.NullMarked;
