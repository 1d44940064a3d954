package com.bedrot.lake.jobs.table;

import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.store.ObjectStore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Delta table's newest version and the last piece of work committed to it, read from its log's
 * small objects without Spark.
 *
 * @param transaction number of the application's last {@code txn} action, 0 where it has none
 */
public record TableHead(long version, long transaction) {
  private static final Pattern COMMIT = Pattern.compile(".*/_delta_log/(\\d{20})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * The head of the table under that key, empty where there is no table.
   *
   * @param application the id its writer commits under
   */
  public static Optional<TableHead> of(ObjectStore store, String table, String application) {
    List<ObjectInfo> log = store.list(table + "/_delta_log/");
    long newest = -1;
    for (int i = log.size() - 1; i >= 0; i--) {
      Matcher commit = COMMIT.matcher(log.get(i).key());
      if (!commit.matches()) {
        continue;
      }
      newest = Math.max(newest, Long.parseLong(commit.group(1)));
      long transaction =
          transaction(new String(store.get(log.get(i).key()), StandardCharsets.UTF_8), application);
      if (transaction >= 0) {
        return Optional.of(new TableHead(newest, transaction));
      }
    }
    return newest < 0 ? Optional.empty() : Optional.of(new TableHead(newest, 0));
  }

  /**
   * The transaction a commit's lines name for the application, -1 where they name none (a
   * compaction).
   */
  private static long transaction(String lines, String application) {
    for (String line : lines.split("\n")) {
      if (line.contains("\"txn\"")) {
        JsonNode txn = read(line).path("txn");
        if (txn.path("appId").asText().equals(application)) {
          return txn.path("version").asLong();
        }
      }
    }
    return -1;
  }

  private static JsonNode read(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
