package com.bedrot.lake.conf.store.setup;

import java.util.List;
import java.util.Locale;

/** What may be done at a place of the store, with the S3 actions it needs. */
public enum Verb {
  LIST("s3:ListBucket"),
  READ("s3:GetObject"),
  /** Creating and replacing: S3 has one right for both. */
  WRITE("s3:PutObject", "s3:AbortMultipartUpload"),
  DELETE("s3:DeleteObject");

  private final List<String> actions;

  Verb(String... actions) {
    this.actions = List.of(actions);
  }

  List<String> actions() {
    return actions;
  }

  /** As it is printed, lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
