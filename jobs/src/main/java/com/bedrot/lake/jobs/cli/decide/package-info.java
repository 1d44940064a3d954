/** Commands by which a person looks into what was set apart and decides about it. */
@NullMarked
package com.bedrot.lake.jobs.cli.decide;

import org.jspecify.annotations.NullMarked;
