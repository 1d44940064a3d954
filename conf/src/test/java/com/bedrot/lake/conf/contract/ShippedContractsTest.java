package com.bedrot.lake.conf.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedContractsTest {
  private final Contracts contracts = ContractLoader.load(Path.of(""));

  @Test
  void loadsEveryDatasetWithItsColumns() {
    assertThat(contracts.datasets())
        .extracting(d -> d.key() + " " + d.columns().size() + " " + d.history().mode())
        .containsExactly(
            "distrokid.bank_details 15 SNAPSHOT",
            "label.artists 5 SNAPSHOT",
            "label.stores 7 SNAPSHOT",
            "label.aliases 3 SNAPSHOT",
            "metaads.campaigns 16 UPSERT",
            "metaads.adsets 21 UPSERT",
            "metaads.ads 14 UPSERT",
            "metaads.insights 21 UPSERT",
            "metaads.insight_actions 10 UPSERT",
            "tiktok.overview 18 UPSERT");
  }
}
