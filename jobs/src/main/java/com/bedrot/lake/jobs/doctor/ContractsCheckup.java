package com.bedrot.lake.jobs.doctor;

import com.bedrot.lake.conf.Lake;
import java.util.List;

/** Whether every contract is valid. */
record ContractsCheckup(Lake lake) implements Checkup {
  @Override
  public String name() {
    return "contracts";
  }

  @Override
  public List<Finding> look() {
    long datasets = lake.contracts().datasets().count();
    return List.of(Finding.ok(name(), "valid, " + datasets + " datasets"));
  }
}
