package com.bedrot.lake.conf.store.setup;

/** One thing the store should have. */
interface Provision {
  /** What it is, for people. */
  String what();

  /** Whether it is there as it should be; changes nothing. */
  boolean present();

  /** Makes it, or mends it. */
  void make();
}
