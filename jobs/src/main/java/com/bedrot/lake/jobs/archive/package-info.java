/**
 * Publications kept for years: copies of their files under a manifest of hashes, restorable to any
 * of them.
 */
@NullMarked
package com.bedrot.lake.jobs.archive;

import org.jspecify.annotations.NullMarked;
