package com.bedrot.lake.conf.ledger;

import com.bedrot.lake.conf.run.ThisProcess;
import java.time.Instant;

/**
 * Who took a lease.
 *
 * @param epoch number of the lease, one more than the one before
 * @param since by the holder's clock
 */
public record LeaseHolder(long epoch, String runId, ThisProcess process, Instant since) {}
