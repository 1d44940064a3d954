package com.bedrot.lake.jobs.doctor;

import java.util.List;
import java.util.Locale;

/** Java and memory. */
record MachineCheckup(Machine machine) implements Checkup {
  private static final int JAVA = 17;
  private static final long LEAST_MEMORY = 3L << 30;

  @Override
  public String name() {
    return "machine";
  }

  @Override
  public List<Finding> look() {
    return List.of(java(), memory());
  }

  private Finding java() {
    String found = "Java " + machine.javaFeature();
    if (machine.javaFeature() == JAVA) {
      return Finding.ok("java", found);
    }
    String why = "the lake is built and tested with Java 17; Spark 3.5 reaches into its classes";
    String fix = "install openjdk-17-jdk-headless and set JAVA_HOME to it";
    return machine.javaFeature() < JAVA
        ? Finding.misconfigured("java", found, why, fix)
        : Finding.warn("java", found, why, fix);
  }

  private Finding memory() {
    String found = gibibytes(machine.memoryBytes()) + ", " + machine.processors() + " processors";
    return machine.memoryBytes() >= LEAST_MEMORY
        ? Finding.ok("memory", found)
        : Finding.warn(
            "memory",
            found,
            "runs over big statements take up to 2.5 GiB",
            "give the machine or the container 3 GiB, or set LAKE_HEAP, e.g. LAKE_HEAP=1g");
  }

  static String gibibytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
  }
}
