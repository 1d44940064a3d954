/** Looks an installation over and says the fix of each finding. */
@NullMarked
package com.bedrot.lake.jobs.doctor;

import org.jspecify.annotations.NullMarked;
