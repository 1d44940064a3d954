/** Zone objects outside Spark, on local disk and S3. */
@NullMarked
package com.bedrot.lake.conf.store;

import org.jspecify.annotations.NullMarked;
