/** What is not data: broken rows, verdicts, and the Delta copies of the lake's own records. */
@NullMarked
package com.bedrot.lake.jobs.ops;

import org.jspecify.annotations.NullMarked;
