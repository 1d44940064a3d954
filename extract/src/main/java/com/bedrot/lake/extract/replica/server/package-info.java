/** The small HTTP server under the replica: routes, sessions, golden files, faults. */
@NullMarked
package com.bedrot.lake.extract.replica.server;

import org.jspecify.annotations.NullMarked;
