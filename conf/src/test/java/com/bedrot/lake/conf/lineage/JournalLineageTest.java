package com.bedrot.lake.conf.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.StoredOps;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.run.RunId;
import com.bedrot.lake.conf.store.LocalObjectStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLineageTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final RunId RUN = new RunId("20261120T120000Z-aaaaaa");

  @TempDir Path folder;

  @Test
  void keepsEventsInOrder() {
    RunContext context = new RunContext(RUN, 1, Clock.fixed(NOON, ZoneOffset.UTC));
    RunEvent.Dataset read =
        RunEvent.Dataset.of(URI.create("file:///raw"), "distrokid/bank_details", null);
    RunEvent started =
        RunEvent.started(RUN.value(), NOON, "staging", "distrokid.bank_details", List.of(read));
    RunEvent failed =
        RunEvent.failed(RUN.value(), NOON, "staging", "distrokid.bank_details", "STORE_FULL");
    JournalLineage lineage = new JournalLineage(new StoredOps(new LocalObjectStore(folder)));

    lineage.emit(context, List.of(started));
    lineage.emit(context, List.of(failed));
    lineage.emit(context, List.of());

    assertThat(lineage.events()).containsExactly(started, failed);
    assertThat(failed.run().id()).isEqualTo(started.run().id());
  }

  @Test
  void hasTheShapeOfOpenLineage() {
    RunEvent event =
        RunEvent.completed(RUN.value(), NOON, "curated", "stores")
            .reading(List.of(RunEvent.Dataset.of(URI.create("s3a://staging"), "label/stores", 3L)))
            .writing(List.of(RunEvent.Dataset.of(URI.create("s3a://curated"), "stores", 4L)));

    assertThat(LakeJson.line(event))
        .isEqualTo(
            "{\"eventType\":\"COMPLETE\",\"eventTime\":\"2026-11-20T12:00:00Z\","
                + "\"run\":{\"runId\":\"1a047769-990a-3f25-acd4-a632d656e66b\","
                + "\"facets\":{\"lake_run\":{\"id\":\"20261120T120000Z-aaaaaa\"}}},"
                + "\"job\":{\"namespace\":\"lake\",\"name\":\"curated.stores\"},"
                + "\"inputs\":[{\"namespace\":\"s3a://staging\",\"name\":\"label/stores\","
                + "\"facets\":{\"version\":{\"datasetVersion\":\"3\"}}}],"
                + "\"outputs\":[{\"namespace\":\"s3a://curated\",\"name\":\"stores\","
                + "\"facets\":{\"version\":{\"datasetVersion\":\"4\"}}}],"
                + "\"producer\":\"urn:bedrot:lake\","
                + "\"schemaURL\":\"https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent\"}");
  }
}
