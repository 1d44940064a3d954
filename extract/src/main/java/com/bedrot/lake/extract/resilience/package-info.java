/** Repeating, pacing and giving up: what stands between an extractor and a source's bad day. */
@NullMarked
package com.bedrot.lake.extract.resilience;

import org.jspecify.annotations.NullMarked;
