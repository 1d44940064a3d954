/** OpenLineage-shaped events. */
@NullMarked
package com.bedrot.lake.conf.lineage;

import org.jspecify.annotations.NullMarked;
