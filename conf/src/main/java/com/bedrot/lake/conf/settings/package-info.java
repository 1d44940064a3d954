/** Settings of an installation, and the only reader of environment variables. */
@NullMarked
package com.bedrot.lake.conf.settings;

import org.jspecify.annotations.NullMarked;
