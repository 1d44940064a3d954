package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.ledger.LedgerEntry;
import com.bedrot.lake.extract.LandedFiles;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files of one account that the ledger knows. One that waits in the inbox is fetched again, and
 * found to be known by its content: landing itself is never read.
 */
record LedgerFiles(Lake lake, String source, String account) implements LandedFiles {
  @Override
  public Set<String> names(String dataset) {
    return lake.ops().ledger().entries().stream()
        .filter(e -> e.source().equals(source) && e.dataset().equals(dataset))
        .filter(e -> e.account().equals(account))
        .map(LedgerEntry::fileName)
        .collect(Collectors.toUnmodifiableSet());
  }
}
