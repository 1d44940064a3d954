/** How Spark reaches the object store. */
@NullMarked
package com.bedrot.lake.jobs.objectstore;

import org.jspecify.annotations.NullMarked;
