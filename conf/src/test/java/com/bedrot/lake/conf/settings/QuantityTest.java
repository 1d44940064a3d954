package com.bedrot.lake.conf.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuantityTest {
  @Test
  void readsSizes() {
    assertThat(Quantity.bytes("20GiB")).contains(20L << 30);
    assertThat(Quantity.bytes("64 mib")).contains(64L << 20);
    assertThat(Quantity.bytes("1kB")).contains(1000L);
    assertThat(Quantity.bytes("17")).contains(17L);
    for (String bad : new String[] {"", "-1", "1.5GiB", "GiB", "1 potato", "99999999TiB"}) {
      assertThat(Quantity.bytes(bad)).as(bad).isEmpty();
    }
  }

  @Test
  void readsDurations() {
    assertThat(Quantity.duration("500ms")).contains(Duration.ofMillis(500));
    assertThat(Quantity.duration("30s")).contains(Duration.ofSeconds(30));
    assertThat(Quantity.duration("15m")).contains(Duration.ofMinutes(15));
    assertThat(Quantity.duration("2 h")).contains(Duration.ofHours(2));
    assertThat(Quantity.duration("7d")).contains(Duration.ofDays(7));
    for (String bad : new String[] {"", "15", "m", "-1s", "1y", "99999999999s"}) {
      assertThat(Quantity.duration(bad)).as(bad).isEmpty();
    }
  }
}
