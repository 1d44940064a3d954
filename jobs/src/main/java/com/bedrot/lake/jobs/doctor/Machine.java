package com.bedrot.lake.jobs.doctor;

import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What the program runs on.
 *
 * @param javaFeature 17 for a JDK 17
 * @param memoryBytes of the machine or the container
 */
record Machine(int javaFeature, int processors, long memoryBytes) {
  static Machine ofThisProcess() {
    return new Machine(
        Runtime.version().feature(), Runtime.getRuntime().availableProcessors(), memory());
  }

  private static long memory() {
    try {
      Object bytes =
          ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "TotalMemorySize");
      return (Long) bytes;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
