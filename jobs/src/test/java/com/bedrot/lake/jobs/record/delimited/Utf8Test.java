package com.bedrot.lake.jobs.record.delimited;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void agreesWithTheStandardDecoderOnEveryShortSequence() {
    byte[] three = new byte[3];
    for (int i = 0; i < 1 << 24; i += 61) {
      three[0] = (byte) (i >> 16 | 0x80);
      three[1] = (byte) (i >> 8);
      three[2] = (byte) i;
      if (Utf8.isValid(three, 0, 3) != decodes(three)) {
        assertThat(Utf8.isValid(three, 0, 3)).as("%06x", i).isEqualTo(decodes(three));
      }
    }
  }

  @Test
  void agreesWithTheStandardDecoderOnFourBytes() {
    Random random = new Random(4);
    byte[] four = new byte[4];
    for (int i = 0; i < 200_000; i++) {
      random.nextBytes(four);
      four[0] = (byte) (0xF0 | four[0] & 0x07);
      four[2] = (byte) (0x80 | four[2] & 0x3F);
      four[3] = (byte) (0x80 | four[3] & 0x3F);
      if (Utf8.isValid(four, 0, 4) != decodes(four)) {
        assertThat(Utf8.isValid(four, 0, 4))
            .as("%s", java.util.Arrays.toString(four))
            .isEqualTo(decodes(four));
      }
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException invalid) {
      return false;
    }
  }
}
