package com.bedrot.lake.jobs.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.store.FaultProxy;
import com.bedrot.lake.jobs.SparkTest;
import io.delta.storage.LogStore;
import io.delta.storage.S3SingleDriverLogStore;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What Delta's log must do on every S3 server. */
@ExtendWith(SparkTest.class)
abstract class LogStoreContract {
  private static final int ROUNDS = 20;
  private static final StructType SCHEMA =
      new StructType().add("account", DataTypes.StringType).add("n", DataTypes.LongType);

  private static int places;
  private final SparkSession spark = SparkTest.session();
  private final Configuration hadoop = spark.sparkContext().hadoopConfiguration();

  /** How a bucket is reached. */
  enum Way {
    /** As it is. */
    DIRECT,
    /** Through the proxy that may lose replies. */
    LOSING,
    /** Through the proxy, by a client that sends everything once. */
    LOSING_ONCE
  }

  /** A bucket that is reached in this way and no other: Hadoop keeps its clients by bucket. */
  abstract String bucket(Way way);

  /** The keys of that server. */
  abstract LakeSettings.Store store();

  /** What stands before the server. */
  abstract FaultProxy proxy();

  @Test
  void deltaTablesLiveOnS3() {
    String uri = place("tables", Way.DIRECT) + "/staging/numbers";

    commit(uri, 1, new Replace.Everything(), row("sg", 1), row("bp", 2));
    commit(uri, 2, new Replace.Nothing(), row("sg", 3));
    commit(uri, 3, new Replace.Slices(List.of(Map.of("account", "sg"))), row("sg", 4));

    assertThat(texts(uri, 0)).containsExactly("bp 2", "sg 1");
    assertThat(texts(uri, 1)).containsExactly("bp 2", "sg 1", "sg 3");
    assertThat(texts(uri, 2)).containsExactly("bp 2", "sg 4");
    List<Row> history = spark.sql("DESCRIBE HISTORY delta.`" + uri + "`").collectAsList();
    assertThat(history).extracting(row -> row.<Long>getAs("version")).containsExactly(2L, 1L, 0L);
  }

  @Test
  void deltasOwnLogStoreLosesOneCommitOfTwoDrivers() throws Exception {
    Path log = new Path(place("race-default", Way.DIRECT) + "/t/_delta_log");
    LogStore one = inAnotherDriver();
    LogStore other = inAnotherDriver();
    int lost = 0;

    for (int round = 0; round < ROUNDS; round++) {
      lost += raced(one, other, new Path(log, round + ".json")).size() == 2 ? 1 : 0;
    }

    assertThat(lost).isEqualTo(ROUNDS);
  }

  @Test
  void exactlyOneOfTwoWritersMakesEveryCommit() throws Exception {
    Path log = new Path(place("race-ours", Way.DIRECT) + "/t/_delta_log");
    LogStore one = new ConditionalLogStore(hadoop);
    LogStore other = new ConditionalLogStore(hadoop);

    for (int round = 0; round < ROUNDS; round++) {
      Path commit = new Path(log, round + ".json");
      List<String> winners = raced(one, other, commit);
      assertThat(winners).hasSize(1);
      try (var lines = one.read(commit, hadoop)) {
        assertThat(lines.next()).isEqualTo(winners.get(0));
      }
    }
  }

  @Test
  void racingTransactionsBothEndInTheTable() {
    String uri = place("race-tables", Way.DIRECT) + "/numbers";
    commit(uri, 1, new Replace.Everything(), row("sg", 0));
    List<StagedWrite> open = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      open.add(write(uri, new Replace.Nothing(), row("sg", writer + 1)));
    }

    List<Long> versions = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      versions.add(open.get(writer).commit("writer-" + writer, 1, "race", "{}"));
    }

    assertThat(versions).containsExactly(1L, 2L, 3L, 4L);
    assertThat(texts(uri, 4)).containsExactly("sg 0", "sg 1", "sg 2", "sg 3", "sg 4");
  }

  @Test
  void aLostReplyToOurOwnCommitIsASuccess() throws IOException {
    String uri = place("lost-reply", Way.LOSING) + "/numbers";
    commit(uri, 1, new Replace.Everything(), row("sg", 1));
    proxy().lose(1, request -> request.endsWith("00000000000000000001.json"));

    long version = commit(uri, 2, new Replace.Nothing(), row("sg", 2));

    assertThat(proxy().left()).isZero();
    assertThat(version).isEqualTo(1);
    assertThat(texts(uri, 1)).containsExactly("sg 1", "sg 2");
    assertThat(DeltaTables.info(spark, uri).orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aLostReplyWithoutRetriesIsASuccessToo() throws IOException {
    Path commit = new Path(place("lost-once", Way.LOSING_ONCE) + "/t/_delta_log/0.json");
    proxy().lose(1, request -> request.startsWith("PUT") && request.endsWith("0.json"));
    LogStore store = new ConditionalLogStore(hadoop);

    store.write(commit, List.of("ours").iterator(), false, hadoop);

    assertThat(proxy().left()).isZero();
    try (var lines = store.read(commit, hadoop)) {
      assertThat(lines.next()).isEqualTo("ours");
    }
  }

  @Test
  void aSecondWriterIsRefusedAndTheFirstStays() throws IOException {
    Path commit = new Path(place("second", Way.DIRECT) + "/t/_delta_log/0.json");
    LogStore store = new ConditionalLogStore(hadoop);
    store.write(commit, List.of("first").iterator(), false, hadoop);

    assertThatThrownBy(() -> store.write(commit, List.of("second").iterator(), false, hadoop))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(commit.toString());
    try (var lines = store.read(commit, hadoop)) {
      assertThat(lines.next()).isEqualTo("first");
    }
    store.write(commit, List.of("over").iterator(), true, hadoop);
    try (var lines = store.read(commit, hadoop)) {
      assertThat(lines.next()).isEqualTo("over");
    }
    assertThat(store.isPartialWriteVisible(commit, hadoop)).isFalse();
  }

  @Test
  void linesThatFailHalfwayLeaveNoCommit() throws IOException {
    Path commit = new Path(place("halfway", Way.DIRECT) + "/t/_delta_log/0.json");
    Iterator<String> failing =
        List.of("first", "second").stream()
            .map(
                line -> {
                  if (line.equals("second")) {
                    throw new IllegalStateException("no second line");
                  }
                  return line;
                })
            .iterator();

    assertThatThrownBy(() -> new ConditionalLogStore(hadoop).write(commit, failing, false, hadoop))
        .hasMessage("no second line");
    assertThat(commit.getFileSystem(hadoop).exists(commit)).isFalse();
  }

  /** The writers who believe they made the commit; both have opened it before either writes. */
  private List<String> raced(LogStore one, LogStore other, Path commit) throws Exception {
    CyclicBarrier bothOpen = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<String> first = threads.submit(writer(one, commit, "one", bothOpen));
      Future<String> second = threads.submit(writer(other, commit, "other", bothOpen));
      List<String> winners = new ArrayList<>();
      for (Future<String> writer : List.of(first, second)) {
        String name = won(writer);
        if (!name.isEmpty()) {
          winners.add(name);
        }
      }
      return winners;
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<String> writer(LogStore store, Path commit, String name, CyclicBarrier open) {
    return () -> {
      Iterator<String> line = List.of(name).stream().peek(text -> await(open)).iterator();
      store.write(commit, line, false, hadoop);
      return name;
    };
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the other writer did not come", e);
    }
  }

  private static String won(Future<String> writer) throws Exception {
    try {
      return writer.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof FileAlreadyExistsException) {
        return "";
      }
      throw e;
    }
  }

  /** Delta's log store with locks and caches of its own, as another process has them. */
  private LogStore inAnotherDriver() throws ReflectiveOperationException {
    URL jar = S3SingleDriverLogStore.class.getProtectionDomain().getCodeSource().getLocation();
    ClassLoader driver =
        new URLClassLoader(new URL[] {jar}, getClass().getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
              boolean own = name.startsWith(S3SingleDriverLogStore.class.getName());
              Class<?> loaded = findLoadedClass(name);
              if (!own || loaded != null) {
                return loaded != null ? loaded : super.loadClass(name, resolve);
              }
              return findClass(name);
            }
          }
        };
    return (LogStore)
        driver
            .loadClass(S3SingleDriverLogStore.class.getName())
            .getConstructor(Configuration.class)
            .newInstance(hadoop);
  }

  /** A place nobody used yet. */
  private String place(String name, Way way) {
    String bucket = bucket(way);
    int port =
        way == Way.DIRECT ? Objects.requireNonNull(store().endpoint()).getPort() : proxy().port();
    S3Buckets.reach(hadoop, bucket, port, store());
    if (way == Way.LOSING_ONCE) {
      hadoop.set("fs.s3a.bucket." + bucket + ".attempts.maximum", "1");
      hadoop.set("fs.s3a.bucket." + bucket + ".retry.limit", "0");
    }
    return "s3a://" + bucket + "/" + name + "-" + places++;
  }

  private long commit(String uri, long txn, Replace replace, Row... rows) {
    return write(uri, replace, rows).commit("test", txn, "test", "{}");
  }

  private StagedWrite write(String uri, Replace replace, Row... rows) {
    TableSpec spec = new TableSpec(uri, SCHEMA, List.of("account"), List.of("n"), "numbers");
    return DeltaTables.write(
        spark, spec, spark.createDataFrame(List.of(rows), SCHEMA), List.of(), replace, 1);
  }

  private static Row row(String account, long n) {
    return RowFactory.create(account, n);
  }

  private List<String> texts(String uri, long version) {
    return DeltaTables.read(spark, uri, version).collectAsList().stream()
        .map(row -> row.mkString(" "))
        .sorted()
        .toList();
  }
}
