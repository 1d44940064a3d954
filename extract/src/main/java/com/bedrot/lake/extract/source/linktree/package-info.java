/** Views and clicks of Linktree pages, as the analytics page receives them. */
@NullMarked
package com.bedrot.lake.extract.source.linktree;

import org.jspecify.annotations.NullMarked;
