/** Errors with stable codes, reactions and exit statuses. */
@NullMarked
package com.bedrot.lake.conf.error;

import org.jspecify.annotations.NullMarked;
