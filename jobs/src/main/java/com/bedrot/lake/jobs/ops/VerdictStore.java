package com.bedrot.lake.jobs.ops;

import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.bedrot.lake.quality.gate.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Every rule's verdict of every run as small objects in the ops zone: {@code
 * verdicts/<run>/<subject>_<n>.ndjson}. Readable without Spark.
 */
public final class VerdictStore {
  static final String PREFIX = "verdicts/";
  private final ObjectStore ops;

  public VerdictStore(ObjectStore ops) {
    this.ops = ops;
  }

  /** One line: a verdict with the run that gave it. */
  public record Judged(String runId, Instant at, Verdict verdict) {}

  /**
   * Keeps the verdicts of one look at one subject. A later look of the same run is kept beside it.
   */
  public void keep(RunContext context, String subject, List<Verdict> verdicts) {
    if (verdicts.isEmpty()) {
      return;
    }
    String content =
        verdicts.stream()
            .map(verdict -> new Judged(context.run().value(), context.now(), verdict))
            .map(LakeJson::line)
            .collect(Collectors.joining("\n", "", "\n"));
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    int look = 1;
    while (!ops.createIfAbsent(key(context.run().value(), subject, look), bytes)) {
      look++;
    }
  }

  /** The verdicts of one run, by subject. */
  public List<Judged> of(String runId) {
    return keys(PREFIX + runId + "/").stream().flatMap(key -> read(key).stream()).toList();
  }

  List<String> keys(String prefix) {
    return ops.list(prefix).stream().map(ObjectInfo::key).toList();
  }

  List<Judged> read(String key) {
    String text = new String(ops.get(key), StandardCharsets.UTF_8);
    return text.lines().map(json -> LakeJson.read(json, Judged.class)).toList();
  }

  private static String key(String runId, String subject, int look) {
    return PREFIX + runId + "/" + subject + String.format(Locale.ROOT, "_%02d.ndjson", look);
  }
}
