/** What every command prints with. */
@NullMarked
package com.bedrot.lake.conf.cli;

import org.jspecify.annotations.NullMarked;
