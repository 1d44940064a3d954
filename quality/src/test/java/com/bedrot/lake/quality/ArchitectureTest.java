package com.bedrot.lake.quality;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.bedrot.lake.conf.architecture.CodeRules;
import com.bedrot.lake.conf.architecture.SizeRules;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "com.bedrot.lake.quality",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests everyModule = ArchTests.in(CodeRules.class);

  @ArchTest static final ArchTests everyFile = ArchTests.in(SizeRules.class);

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      CodeRules.noCyclesBelow("com.bedrot.lake.quality")
          .because("a reader follows a record in one direction: move the shared type to its user");

  @ArchTest
  static final ArchRule scoresAreComputedFromWhatTheyAreGiven =
      noClasses()
          .that()
          .resideInAPackage("com.bedrot.lake.quality.score..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "org\\.apache\\.spark\\.sql\\.DataFrame(Reader|Writer|WriterV2)"
                  + "|java\\.time\\.Clock|com\\.bedrot\\.lake\\.conf\\.(settings|store)\\..*")
          .because("a score is Dataset -> Dataset: let its caller read, write and pass the day in")
          .allowEmptyShould(true);
}
