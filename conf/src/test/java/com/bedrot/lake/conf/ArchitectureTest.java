package com.bedrot.lake.conf;

import com.bedrot.lake.conf.architecture.CodeRules;
import com.bedrot.lake.conf.architecture.SizeRules;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "com.bedrot.lake.conf",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest static final ArchTests everyModule = ArchTests.in(CodeRules.class);

  @ArchTest static final ArchTests everyFile = ArchTests.in(SizeRules.class);

  @ArchTest
  static final ArchRule packagesFormNoCircle =
      CodeRules.noCyclesBelow("com.bedrot.lake.conf")
          .because("a reader follows a record in one direction: move the shared type to its user");
}
