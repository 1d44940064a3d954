/** Logback as the lake uses it: console, rolling files, JSON events, secrets masked. */
@NullMarked
package com.bedrot.lake.conf.log;

import org.jspecify.annotations.NullMarked;
