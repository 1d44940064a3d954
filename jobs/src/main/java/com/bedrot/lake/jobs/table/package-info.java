/** Delta tables: written, judged, then committed or not. */
@NullMarked
package com.bedrot.lake.jobs.table;

import org.jspecify.annotations.NullMarked;
