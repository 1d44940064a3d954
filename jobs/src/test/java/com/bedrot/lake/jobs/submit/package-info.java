/** Tests of the scripts people call. */
@NullMarked
package com.bedrot.lake.jobs.submit;

import org.jspecify.annotations.NullMarked;
