package com.bedrot.lake.jobs.doctor;

import java.util.List;

/** Looks at one part of the installation and leaves it as it was. */
interface Checkup {
  /** What it looks at. */
  String name();

  /**
   * What it found, good and bad.
   *
   * @throws com.bedrot.lake.conf.error.LakeException which becomes a finding
   */
  List<Finding> look();
}
