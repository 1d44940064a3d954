/** JSON: records streamed from arrays, pages and lines. */
@NullMarked
package com.bedrot.lake.jobs.record.json;

import org.jspecify.annotations.NullMarked;
