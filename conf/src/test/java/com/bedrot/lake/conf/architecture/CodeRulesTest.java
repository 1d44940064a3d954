package com.bedrot.lake.conf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.FailureReport;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The rules see what they forbid, method references too. */
class CodeRulesTest {

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importClasses(Planted.class, PlantedHelper.class, GoodMain.class);

  @Test
  void refusesAnExitOutsideAMain() {
    assertThat(broken(CodeRules.onlyMainClassesEndTheProcess))
        .singleElement()
        .asString()
        .contains("Planted.exits()> calls method <java.lang.System.exit(int)>");
  }

  @Test
  void refusesToReadTheEnvironmentOutsideSettings() {
    assertThat(broken(CodeRules.onlySettingsReadTheEnvironment))
        .singleElement()
        .asString()
        .contains("references method <java.lang.System.getenv(java.lang.String)>");
  }

  @Test
  void refusesTheMachinesClockAndAllowsAnInjectedOne() {
    assertThat(broken(CodeRules.onlyRunReadsTheMachineClock))
        .hasSize(3)
        .anySatisfy(text -> assertThat(text).contains("references method <java.time.Instant.now()"))
        .anySatisfy(text -> assertThat(text).contains("<java.time.Clock.systemUTC()>"))
        .anySatisfy(text -> assertThat(text).contains("LocalDate.now(java.time.ZoneId)>"));
  }

  @Test
  void refusesToPrintOutsideTheCommandLine() {
    assertThat(broken(CodeRules.onlyTheCommandLinePrints)).hasSize(1);
  }

  @Test
  void refusesErrorsWithoutATypeOfTheirOwn() {
    assertThat(broken(CodeRules.errorsHaveTheirOwnType)).hasSize(1);
  }

  @Test
  void refusesNamesThatHideThePurpose() {
    assertThat(broken(CodeRules.namesSayWhatAClassDoes)).hasSize(1);
  }

  private static List<String> broken(ArchRule rule) {
    FailureReport report = rule.evaluate(PLANTED).getFailureReport();
    return report.getDetails();
  }

  static final class Planted {
    final UnaryOperator<String> environment = System::getenv;
    final Supplier<Instant> now = Instant::now;

    Instant injected(Clock clock) {
      return Instant.now(clock);
    }

    LocalDate today() {
      return LocalDate.now(ZoneOffset.UTC);
    }

    Clock machine() {
      return Clock.systemUTC();
    }

    void exits() {
      System.exit(1);
    }

    void prints() {
      System.out.println("printed");
    }

    void fails() {
      throw new RuntimeException("no type of its own");
    }
  }

  static final class PlantedHelper {}

  static final class GoodMain {
    void ends() {
      System.exit(0);
    }
  }
}
