/** The nightly upkeep of an installation: journals, landing, tables, leftovers. */
@NullMarked
package com.bedrot.lake.jobs.maintain;

import org.jspecify.annotations.NullMarked;
