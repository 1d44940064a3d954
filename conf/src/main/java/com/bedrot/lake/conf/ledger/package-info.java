/** The ops zone's small objects: ledger, inbox, runs, holds and publications. */
@NullMarked
package com.bedrot.lake.conf.ledger;

import org.jspecify.annotations.NullMarked;
