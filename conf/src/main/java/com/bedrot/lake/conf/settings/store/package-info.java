/** What the settings say about the object store beyond how it is reached. */
@NullMarked
package com.bedrot.lake.conf.settings.store;

import org.jspecify.annotations.NullMarked;
