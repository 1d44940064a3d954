/** The commands that set the object store up. */
@NullMarked
package com.bedrot.lake.jobs.cli.store;

import org.jspecify.annotations.NullMarked;
