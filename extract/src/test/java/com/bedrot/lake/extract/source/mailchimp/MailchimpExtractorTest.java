package com.bedrot.lake.extract.source.mailchimp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.replica.server.Fault;
import com.bedrot.lake.extract.replica.server.Faults;
import com.bedrot.lake.extract.run.ExtractRequest;
import com.bedrot.lake.extract.run.WindowOutcome;
import com.bedrot.lake.extract.run.WindowOutcome.Kind;
import com.bedrot.lake.extract.source.ReplicaLake;
import com.bedrot.lake.extract.source.SourceOnReplica;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailchimpExtractorTest extends SourceOnReplica {
  private static final ExtractRequest DUE =
      new ExtractRequest(List.of("mailchimp"), null, null, null, null);
  private static final ExtractRequest ONE =
      new ExtractRequest(List.of("mailchimp"), "pig1987", null, null, null);

  @Test
  void everyDatasetOfBothAccountsLandsAndAddsUp() throws IOException {
    assertThat(lake.extract(DUE))
        .extracting(o -> o.account() + " " + o.dataset() + " " + o.kind() + " " + o.rows())
        .containsExactlyInAnyOrder(
            "pig1987 campaigns LANDED 23",
            "pig1987 reports LANDED 22",
            "zone-a0 campaigns LANDED 4",
            "zone-a0 reports LANDED 3");
    for (String account : List.of("pig1987", "zone-a0")) {
      addsUp(account, "campaigns");
      addsUp(account, "reports");
    }
    assertThat(lake.replica().requests().mostAtOnce("mailchimp")).isBetween(1, 10);
    assertThat(lake.extract(DUE)).extracting(WindowOutcome::kind).containsOnly(Kind.NOT_DUE);
  }

  private void addsUp(String account, String dataset) throws IOException {
    JsonNode truth = ReplicaLake.truth("mailchimp", dataset, account);
    List<JsonNode> rows =
        lake.lines("mailchimp", account, dataset).stream()
            .flatMap(page -> StreamSupport.stream(page.path(dataset).spliterator(), false))
            .toList();
    assertThat(rows).hasSize(truth.path("rows").asInt());
    assertThat(rows.stream().mapToLong(r -> r.path("emails_sent").asLong()).sum())
        .isEqualTo(truth.path("sums").path("emails_sent").asLong());
  }

  @ParameterizedTest
  @CsvSource({
    "SESSION_EXPIRED, CREDENTIAL_REFUSED",
    "ERROR_BODY, SOURCE_THROTTLED",
    "RATE_LIMITED_BARE, SOURCE_THROTTLED",
    "REPEATED_PAGE, PAGING_LOOP"
  })
  void aFaultLandsNothingAndTheNextRunRecovers(Fault fault, ErrorCode code) {
    lake.replica().faults().set("mailchimp", fault, Faults.UNTIL_CLEARED, "");

    assertThat(lake.extract(ONE)).extracting(WindowOutcome::code).contains(code);
    assertThat(lake.manifests()).isEmpty();

    lake.replica().faults().clear();
    assertThat(lake.extract(ONE)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
  }

  @Test
  void aBareRefusalIsTriedAgain() {
    lake.replica().faults().set("mailchimp", Fault.ERROR_BODY, 1, "/3.0/campaigns");

    assertThat(lake.extract(ONE)).extracting(WindowOutcome::kind).containsOnly(Kind.LANDED);
    assertThat(lake.clock().waits()).isNotEmpty();
  }

  @Test
  void aKeyWithoutADataCentreIsNotUsed() {
    lake.variables().put("LAKE_MAILCHIMP_PIG1987_API_KEY", "0123456789abcdef");

    assertThatThrownBy(() -> lake.extract(ONE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "mailchimp: LAKE_MAILCHIMP_PIG1987_API_KEY does not end in a data centre such as"
                + " -us21");
    assertThat(lake.replica().requests().of("mailchimp")).isEmpty();
  }
}
