/** Brings files from the web and from people into the landing zone. */
@NullMarked
package com.bedrot.lake.extract;

import org.jspecify.annotations.NullMarked;
