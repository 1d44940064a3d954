/** The commands that bring files to the landing zone. */
@NullMarked
package com.bedrot.lake.extract.cli;

import org.jspecify.annotations.NullMarked;
