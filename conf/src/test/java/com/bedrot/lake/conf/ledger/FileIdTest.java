package com.bedrot.lake.conf.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FileIdTest {
  @Test
  void isTheHashOfWhatIdentifiesTheContent() {
    assertThat(FileId.of("tiktok", "overview", "zone-a0", "abc", "2026-04-16/2026-04-22"))
        .isEqualTo("9bfdca8d74446b6a");
    assertThat(FileId.of("tiktok", "overview", "zone-a0", "abc", "")).isEqualTo("7e7f1e887ae55336");
  }

  @Test
  void aDuplicateIsNamedAfterItsDropToo() {
    assertThat(FileId.ofDuplicate("tiktok", "overview", "zone-a0", "abc", "", "drop/"))
        .isEqualTo("0226801a8e9abab6");
  }
}
