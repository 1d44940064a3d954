package com.bedrot.lake.conf.lineage;

import com.bedrot.lake.conf.zone.Zone;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One event in the shape of OpenLineage 2-0-2: a job's run started, completed or failed, with what
 * it read and wrote.
 *
 * @param producer what made the event
 * @param schemaUrl the shape it has
 */
public record RunEvent(
    @JsonProperty("eventType") Type type,
    @JsonProperty("eventTime") Instant at,
    @JsonProperty("run") Run run,
    @JsonProperty("job") Job job,
    @JsonProperty("inputs") List<Dataset> inputs,
    @JsonProperty("outputs") List<Dataset> outputs,
    @JsonProperty("producer") URI producer,
    @JsonProperty("schemaURL") URI schemaUrl) {
  private static final URI PRODUCER = URI.create("urn:bedrot:lake");
  private static final URI SCHEMA =
      URI.create("https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
  private static final String NAMESPACE = "lake";

  /** What happened. */
  public enum Type {
    START,
    COMPLETE,
    FAIL
  }

  /** A run of a job; the lake's own run id is in the facet {@code lake_run}. */
  public record Run(
      @JsonProperty("runId") UUID id, @JsonProperty("facets") Map<String, Object> facets) {
    public Run {
      facets = Map.copyOf(facets);
    }
  }

  /** What was run: {@code <hop>.<subject>}. */
  public record Job(
      @JsonProperty("namespace") String namespace, @JsonProperty("name") String name) {}

  /**
   * A table or a file.
   *
   * @param namespace root of its zone, e.g. {@code s3a://curated}
   * @param name its key in the zone
   */
  public record Dataset(
      @JsonProperty("namespace") String namespace,
      @JsonProperty("name") String name,
      @JsonProperty("facets") Map<String, Object> facets) {
    public Dataset {
      facets = Map.copyOf(facets);
    }

    /** A table of a version, or of none yet. */
    public static Dataset of(URI zone, String key, @Nullable Long version) {
      Map<String, Object> facets =
          version == null
              ? Map.of()
              : Map.of("version", Map.of("datasetVersion", String.valueOf(version)));
      return new Dataset(zone.toString(), key, facets);
    }
  }

  /** A table or file of a zone, under that zone's root. */
  public static Dataset dataset(
      Map<Zone, URI> roots, Zone zone, String key, @Nullable Long version) {
    return Dataset.of(Objects.requireNonNull(roots.get(zone)), key, version);
  }

  public RunEvent {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The job {@code <hop>.<subject>} of a lake run began. */
  public static RunEvent started(
      String runId, Instant at, String hop, String subject, List<Dataset> inputs) {
    return event(Type.START, at, run(runId, hop, subject, Map.of()), job(hop, subject))
        .reading(inputs);
  }

  /** The job ended well. */
  public static RunEvent completed(String runId, Instant at, String hop, String subject) {
    return event(Type.COMPLETE, at, run(runId, hop, subject, Map.of()), job(hop, subject));
  }

  /** The job failed with this error code. */
  public static RunEvent failed(
      String runId, Instant at, String hop, String subject, String errorCode) {
    Map<String, Object> error =
        Map.of("errorMessage", Map.of("message", errorCode, "programmingLanguage", "Java"));
    return event(Type.FAIL, at, run(runId, hop, subject, error), job(hop, subject));
  }

  /** This event with what was read. */
  public RunEvent reading(List<Dataset> read) {
    return new RunEvent(type, at, run, job, read, outputs, producer, schemaUrl);
  }

  /** This event with what was written. */
  public RunEvent writing(List<Dataset> written) {
    return new RunEvent(type, at, run, job, inputs, written, producer, schemaUrl);
  }

  private static RunEvent event(Type type, Instant at, Run run, Job job) {
    return new RunEvent(type, at, run, job, List.of(), List.of(), PRODUCER, SCHEMA);
  }

  private static Job job(String hop, String subject) {
    return new Job(NAMESPACE, hop + "." + subject);
  }

  private static Run run(String runId, String hop, String subject, Map<String, Object> more) {
    String identity = runId + "/" + hop + "." + subject;
    Map<String, Object> facets = new HashMap<>(more);
    facets.put("lake_run", Map.of("id", runId));
    return new Run(UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)), facets);
  }
}
