package com.bedrot.lake.extract.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every golden file says which section of the source formats it transcribes. */
class GoldenIndexTest {
  private static Path root() throws URISyntaxException {
    return Path.of(GoldenIndexTest.class.getResource("/replica").toURI());
  }

  @Test
  void everyGoldenFileIsInItsIndexAndEveryEntryIsAFile() throws Exception {
    List<Path> folders;
    try (Stream<Path> found = Files.list(root())) {
      folders = found.filter(Files::isDirectory).toList();
    }
    assertThat(folders).hasSize(11);
    for (Path folder : folders) {
      List<String> listed = new ArrayList<>();
      for (String line : Files.readAllLines(folder.resolve("index.txt"))) {
        if (!line.startsWith("#")) {
          String[] columns = line.split("\t", -1);
          assertThat(columns).as(line).hasSize(3);
          assertThat(columns[1]).as(line).matches("-|\\d+(\\.\\d)?");
          listed.add(columns[0]);
        }
      }
      assertThat(files(folder)).as(folder.toString()).containsExactlyInAnyOrderElementsOf(listed);
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .filter(name -> !name.equals("index.txt"))
          .toList();
    }
  }
}
