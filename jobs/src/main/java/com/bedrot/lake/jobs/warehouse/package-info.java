/** The PostgreSQL warehouse: the embedded server, connections, schema and read-only statements. */
@NullMarked
package com.bedrot.lake.jobs.warehouse;

import org.jspecify.annotations.NullMarked;
