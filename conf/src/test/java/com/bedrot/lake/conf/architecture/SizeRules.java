package com.bedrot.lake.conf.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.all;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** How big a file and a package may grow before a reader gets lost in it. */
public final class SizeRules {

  static final int LINES = 400;
  static final int FILES = 25;

  /** One engine whose parts are package-private: apart, they would all have to be public. */
  private static final String BIGGER_ON_PURPOSE = "com.bedrot.lake.conf.format";

  private SizeRules() {}

  @ArchTest
  public static final ArchRule filesStaySmall =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotEnums() // an enum is a catalogue: it is looked up, not read through
          .should(haveAtMostLines(LINES))
          .because("a file is read in one go: move one of its jobs to a class of its own")
          .allowEmptyShould(true);

  @ArchTest
  public static final ArchRule packagesStaySmall =
      all(packages())
          .should(haveAtMostFiles(FILES))
          .because("a package is one idea: give a part of it a package of its own")
          .allowEmptyShould(true);

  /** Reads the source beside the tests' working folder, the module's own. */
  private static ArchCondition<JavaClass> haveAtMostLines(int most) {
    return new ArchCondition<>("have at most " + most + " lines") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long lines = linesOf(Path.of("src/main/java", type.getName().replace('.', '/') + ".java"));
        if (lines > most) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " has " + lines + " lines"));
        }
      }
    };
  }

  private static ArchCondition<JavaPackage> haveAtMostFiles(int most) {
    return new ArchCondition<>("have at most " + most + " files") {
      @Override
      public void check(JavaPackage folder, ConditionEvents events) {
        long files = folder.getClasses().stream().filter(SizeRules::isFile).count();
        if (files > most) {
          events.add(
              SimpleConditionEvent.violated(folder, folder.getName() + " has " + files + " files"));
        }
      }
    };
  }

  private static AbstractClassesTransformer<JavaPackage> packages() {
    return new AbstractClassesTransformer<>("packages") {
      @Override
      public Iterable<JavaPackage> doTransform(JavaClasses classes) {
        return classes.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(folder -> !folder.getName().equals(BIGGER_ON_PURPOSE))
            .sorted(Comparator.comparing(JavaPackage::getName))
            .toList();
      }
    };
  }

  private static boolean isFile(JavaClass type) {
    return type.isTopLevelClass()
        && !type.isArray()
        && !type.getSimpleName().equals("package-info");
  }

  private static long linesOf(Path source) {
    if (Files.notExists(source)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(source)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
