/** Landing to raw in plain Java: every byte checked, copied once, entered in the ledger. */
@NullMarked
package com.bedrot.lake.jobs.raw;

import org.jspecify.annotations.NullMarked;
