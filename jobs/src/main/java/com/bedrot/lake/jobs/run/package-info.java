/** One run: what is due, the hops in order, and what to say about them. */
@NullMarked
package com.bedrot.lake.jobs.run;

import org.jspecify.annotations.NullMarked;
