/**
 * Staging to curated: candidates written, judged in groups, committed together, and one publication
 * at the end.
 */
@NullMarked
package com.bedrot.lake.jobs.publish;

import org.jspecify.annotations.NullMarked;
