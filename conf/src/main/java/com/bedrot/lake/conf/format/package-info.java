/** How bytes are recognised and scanned before anything is parsed. */
@NullMarked
package com.bedrot.lake.conf.format;

import org.jspecify.annotations.NullMarked;
