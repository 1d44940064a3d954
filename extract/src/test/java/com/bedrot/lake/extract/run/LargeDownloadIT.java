package com.bedrot.lake.extract.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.store.ObjectInfo;
import com.bedrot.lake.conf.zone.Zone;
import com.bedrot.lake.extract.ExtractMain;
import com.bedrot.lake.extract.http.LocalServer;
import com.bedrot.lake.extract.http.LocalServer.Reply;
import com.bedrot.lake.extract.http.LocalServer.Way;
import com.bedrot.lake.extract.source.shop.ShopProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeDownloadIT {
  private static final int BYTES = 200 << 20;

  @TempDir Path folder;

  @Test
  void twoHundredMegabytesGoToLandingThroughAProcessOfSixtyFour()
      throws IOException, InterruptedException {
    byte[] body = body();
    try (LocalServer shop =
        LocalServer.answering(
            request -> new Reply(200, Map.of("Content-Type", "text/csv"), body, Way.WHOLE))) {
      new ShopProject(folder.resolve("project")).accounts(shop.origin(), "big");

      assertThat(extract()).as(() -> log()).isZero();
    }
    Lake lake = LakeOpener.open(Map.of(), Environment.of(variables()));
    assertThat(lake.store(Zone.LANDING).list(""))
        .extracting(ObjectInfo::bytes)
        .contains((long) body.length);
  }

  /** A header, then the same line again and again. */
  private static byte[] body() {
    byte[] header = "day,orders\n".getBytes(StandardCharsets.US_ASCII);
    byte[] line = "2026-11-19,400000000000000\n".getBytes(StandardCharsets.US_ASCII);
    int lines = (BYTES - header.length) / line.length;
    byte[] body = new byte[header.length + lines * line.length];
    System.arraycopy(header, 0, body, 0, header.length);
    for (int i = 0; i < lines; i++) {
      System.arraycopy(line, 0, body, header.length + i * line.length, line.length);
    }
    return body;
  }

  private Map<String, String> variables() {
    return Map.of(
        "LAKE_HOME",
        folder.resolve("home").toString(),
        "PROJECT_ROOT",
        folder.resolve("project").toString());
  }

  private int extract() throws IOException, InterruptedException {
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ExtractMain.class.getName(),
                "extract",
                "shop")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    process.environment().putAll(variables());
    return process.start().waitFor();
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
