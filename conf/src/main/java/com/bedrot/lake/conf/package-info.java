/**
 * What the data is and where it lives: contracts, settings, zones, the object store, the ledger.
 */
@NullMarked
package com.bedrot.lake.conf;

import org.jspecify.annotations.NullMarked;
