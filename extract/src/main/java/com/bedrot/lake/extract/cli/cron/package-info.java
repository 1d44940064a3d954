/** The commands that keep the crontab's entries. */
@NullMarked
package com.bedrot.lake.extract.cli.cron;

import org.jspecify.annotations.NullMarked;
