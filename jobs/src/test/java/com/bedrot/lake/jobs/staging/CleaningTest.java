package com.bedrot.lake.jobs.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.contract.History;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.TransformationException;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class CleaningTest {
  private static final FileFormat PLAIN =
      new FileFormat(
          FileFormat.Kind.DELIMITED,
          List.of(),
          List.of(),
          List.of("UTF-8"),
          List.of(","),
          0,
          null,
          null,
          List.of(),
          null,
          null,
          List.of(),
          0);

  private static DatasetContract dataset(String name, boolean cleaner) {
    return new DatasetContract(
        "shop",
        name,
        name,
        "1.0.0",
        List.of(),
        List.of(),
        null,
        PLAIN,
        new History(History.Mode.APPEND, List.of(), List.of()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        0.05,
        40,
        null,
        0,
        cleaner);
  }

  private static Dataset<Row> rows(SparkSession spark) {
    return spark.sql("select 'ab' code, 1L _row");
  }

  @Test
  void aCleanerIsFoundByItsNameAndApplied(SparkSession spark) {
    assertThat(Cleaning.apply(dataset("sales", true), rows(spark)).first().getString(0))
        .isEqualTo("AB");
    assertThat(Cleaning.apply(dataset("sales", false), rows(spark)).first().getString(0))
        .isEqualTo("ab");
    assertThat(Cleaning.className("distrokid", "bank_details"))
        .isEqualTo("com.bedrot.lake.jobs.source.distrokid.BankDetailsCleaner");
  }

  @Test
  void aCleanerThatIsNotThereIsNamed(SparkSession spark) {
    assertThatThrownBy(() -> Cleaning.apply(dataset("stock", true), rows(spark)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "the contract of shop.stock asks for a cleaner, but there is no com.bedrot.lake.jobs.source.shop.StockCleaner");
  }

  @Test
  void aCleanerMustKeepTheColumns(SparkSession spark) {
    assertThatThrownBy(() -> Cleaning.apply(dataset("refunds", true), rows(spark)))
        .isInstanceOf(TransformationException.class)
        .hasMessage(
            "the cleaner of shop.refunds makes columns [code string, _row bigint, extra int] of [code string, _row bigint]");
  }

  @Test
  void whetherACleanerIsAskedForDecidesHowBytesBecomeRows() {
    assertThat(StagedContents.fingerprint(dataset("sales", true)))
        .isNotEqualTo(StagedContents.fingerprint(dataset("sales", false)));
  }

  @Test
  void everyContractHasItsCleanerAndEverySourceFolderItsContract(@TempDir Path home)
      throws IOException {
    Contracts contracts = new LakeFixture(home).lake().contracts();
    List<String> missing =
        contracts
            .datasets()
            .filter(DatasetContract::cleaner)
            .map(d -> Cleaning.className(d.source(), d.name()))
            .filter(n -> !isThere(n))
            .toList();
    assertThat(missing).as("cleaners the contracts ask for").isEmpty();

    Path sources = Path.of("src/main/java/com/bedrot/lake/jobs/source");
    if (!Files.exists(sources)) {
      return;
    }
    try (Stream<Path> folders = Files.list(sources).filter(Files::isDirectory)) {
      assertThat(folders.map(f -> f.getFileName().toString()))
          .allMatch(f -> contracts.datasets().anyMatch(d -> d.source().equals(f)));
    }
  }

  private static boolean isThere(String className) {
    try {
      return Cleaner.class.isAssignableFrom(Class.forName(className));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
