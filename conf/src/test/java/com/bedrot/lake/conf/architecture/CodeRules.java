package com.bedrot.lake.conf.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Clock;
import java.util.Date;
import java.util.List;

/** The rules every module's main code keeps; each says what to do instead. */
public final class CodeRules {

  private CodeRules() {}

  @ArchTest
  public static final ArchRule onlyMainClassesEndTheProcess =
      noClasses()
          .that()
          .haveSimpleNameNotEndingWith("Main")
          .should()
          .accessTargetWhere(describe("ends the process", CodeRules::endsProcess))
          .because("an exit skips every clean-up: throw a LakeException, its code names the exit")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule onlySettingsReadTheEnvironment =
      noClasses()
          .that()
          .resideOutsideOfPackage("com.bedrot.lake.conf.settings..")
          .should()
          .accessTargetWhere(describe("reads the environment", CodeRules::readsEnvironment))
          .because("a value has one place and an origin: add a key to LakeSettings and pass it in")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule onlyRunReadsTheMachineClock =
      noClasses()
          .that()
          .resideOutsideOfPackage("com.bedrot.lake.conf.run..")
          .should()
          .accessTargetWhere(describe("reads the machine's clock", CodeRules::readsMachineClock))
          .because("a run has one injected clock: take RunContext's clock, or Instant.now(clock)")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackage("..cli..")
          .should(ACCESS_STANDARD_STREAMS)
          .because("stdout is the result of a command: hand it to the printer in cli, or log it")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule onlySlf4jIsCalledToLog =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.log4j..", "org.apache.logging..")
          .because("masking and run ids hang on Logback: log through org.slf4j.Logger")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule errorsHaveTheirOwnType =
      noClasses()
          .should(THROW_GENERIC_EXCEPTIONS)
          .because("a reader must know what to do next: throw a LakeException with an ErrorCode")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule namesSayWhatAClassDoes =
      noClasses()
          .that()
          .resideInAPackage("com.bedrot.lake..")
          .should()
          .haveNameMatching(".*[.$](Base|Abstract)[A-Z][^.$]*")
          .orShould()
          .haveNameMatching(".*(Utils?|Helpers?|Manager|Common|Misc|Impl)")
          .because(
              "such a name hides what the class is for: name it after its job (XReader, XStore)")
          .allowEmptyShould(true);

  /** Packages below {@code root} must not depend on each other in a circle. */
  public static ArchRule noCyclesBelow(String root) {
    return SlicesRuleDefinition.slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true);
  }

  /** The folders below {@code root}, one per source, know nothing of each other. */
  public static ArchRule sourcesStandAlone(String root) {
    return SlicesRuleDefinition.slices()
        .matching(root + ".(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true);
  }

  private static boolean endsProcess(JavaAccess<?> access) {
    return access.getName().equals("exit")
        && (ownedBy(System.class, access) || ownedBy(Runtime.class, access));
  }

  private static boolean readsEnvironment(JavaAccess<?> access) {
    return access.getName().equals("getenv") && ownedBy(System.class, access);
  }

  private static boolean readsMachineClock(JavaAccess<?> access) {
    if (ownedBy(Clock.class, access)) {
      return access.getName().matches("system.*|tick(Millis|Seconds|Minutes)");
    }
    if (ownedBy(Date.class, access)) {
      return access.getName().equals("<init>") && parameters(access).isEmpty();
    }
    if (ownedBy(System.class, access)) {
      return access.getName().equals("currentTimeMillis");
    }
    return access.getTargetOwner().getPackageName().startsWith("java.time")
        && access.getName().equals("now")
        && parameters(access).stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
  }

  private static boolean ownedBy(Class<?> owner, JavaAccess<?> access) {
    return access.getTargetOwner().isEquivalentTo(owner);
  }

  private static List<JavaClass> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget codeUnit
        ? codeUnit.getRawParameterTypes()
        : List.of();
  }
}
