/** Sets an S3 store up for the lake: buckets, and the rights of each role, and proves them. */
@NullMarked
package com.bedrot.lake.conf.store.setup;

import org.jspecify.annotations.NullMarked;
