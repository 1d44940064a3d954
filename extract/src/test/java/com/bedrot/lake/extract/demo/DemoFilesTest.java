package com.bedrot.lake.extract.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.format.FileScan;
import com.bedrot.lake.conf.format.ScanContext;
import com.bedrot.lake.conf.format.ScanResult;
import com.bedrot.lake.conf.format.Sha256;
import com.bedrot.lake.conf.settings.Environment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFilesTest {
  @TempDir Path folder;

  private static List<String> hashes(Path root, List<DemoFolder> folders) throws IOException {
    List<String> hashes = new ArrayList<>();
    for (DemoFolder demo : folders) {
      for (Path file : demo.files()) {
        hashes.add(root.relativize(file) + " " + Sha256.hex(Files.readAllBytes(file)));
      }
    }
    return hashes;
  }

  @Test
  void writesTheSameBytesForTheSameSeed() throws IOException {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    Path third = folder.resolve("third");
    List<String> hashes = hashes(first, new DemoFiles(first, 1).write());
    assertThat(hashes(second, new DemoFiles(second, 1).write())).isEqualTo(hashes);
    assertThat(hashes(third, new DemoFiles(third, 2).write())).isNotEqualTo(hashes);
  }

  @Test
  void writesOnlyOneFileThatIsNoData() throws IOException {
    Lake lake =
        LakeOpener.open(
            Map.of(), Environment.of(Map.of("LAKE_HOME", folder.resolve("home").toString())));
    List<String> broken = new ArrayList<>();
    for (DemoFolder demo : new DemoFiles(folder, 1987).write()) {
      for (Path file : demo.files()) {
        String name = file.getFileName().toString();
        String dataset =
            demo.dataset() == null ? name.substring(0, name.indexOf('_')) : demo.dataset();
        ScanResult result =
            new FileScan(
                    lake.contracts().dataset(demo.source() + "." + dataset).orElseThrow(),
                    lake.settings().limits())
                .scan(file, ScanContext.of(name, Instant.parse("2026-10-31T12:00:00Z")));
        result.broken().forEach(b -> broken.add(name + " " + b.rule()));
      }
    }
    assertThat(broken).containsExactly("distrokid_bank_details_login.csv FILE_HTML");
  }
}
