/** The HTML page that shows people what the lake did, what it holds and what waits for them. */
@NullMarked
package com.bedrot.lake.jobs.report;

import org.jspecify.annotations.NullMarked;
