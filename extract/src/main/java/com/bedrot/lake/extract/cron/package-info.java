/** The crontab's entries of one installation, made from the contracts. */
@NullMarked
package com.bedrot.lake.extract.cron;

import org.jspecify.annotations.NullMarked;
