/** Aggregates of our own that ride on a write beside Deequ's: exact, small, mergeable. */
@NullMarked
package com.bedrot.lake.quality.aggregate;

import org.jspecify.annotations.NullMarked;
