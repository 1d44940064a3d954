package com.bedrot.lake.jobs;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.bedrot.lake.conf.architecture.CodeRules;
import com.bedrot.lake.conf.architecture.SizeRules;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.spark.sql.SparkSession;

@AnalyzeClasses(
    packages = "com.bedrot.lake.jobs",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String CURATED = "com.bedrot.lake.jobs.curated..";
  private static final String SOURCE = "com.bedrot.lake.jobs.source..";

  @ArchTest static final ArchTests everyModule = ArchTests.in(CodeRules.class);

  @ArchTest static final ArchTests everyFile = ArchTests.in(SizeRules.class);

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      CodeRules.noCyclesBelow("com.bedrot.lake.jobs")
          .because("a reader follows a record in one direction: move the shared type to its user");

  @ArchTest
  static final ArchRule sourcesKnowNothingOfEachOther =
      CodeRules.sourcesStandAlone("com.bedrot.lake.jobs.source")
          .because("adding a source touches its own folder only: move what two share to staging");

  @ArchTest
  static final ArchRule curatedTablesKnowNoSource =
      noClasses()
          .that()
          .resideInAPackage(CURATED)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SOURCE)
          .because("they meet in the staging tables: read the dataset the contract feeds")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule cleanersAndBuildersNeitherReadNorWrite =
      noClasses()
          .that()
          .resideInAnyPackage(CURATED, SOURCE)
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "org\\.apache\\.spark\\.sql\\.DataFrame(Reader|Writer|WriterV2)"
                  + "|io\\.delta\\.tables\\..*|java\\.time\\.Clock"
                  + "|com\\.bedrot\\.lake\\.conf\\.(settings|store)\\..*")
          .orShould()
          .accessTargetWhere(describe("reads through the session", ArchitectureTest::readsTables))
          .because("they are Dataset -> Dataset: let the job that calls them read, write and time")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheTablePackageKnowsDeltasOwnClasses =
      noClasses()
          .that()
          .resideOutsideOfPackage("com.bedrot.lake.jobs.table..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.spark.sql.delta..")
          .because("they are no documented API and may change: call what jobs.table offers")
          .allowEmptyShould(true);

  private static boolean readsTables(JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(SparkSession.class)
        && access.getName().matches("read|readStream|table|sql");
  }
}
