package com.bedrot.lake.extract.landing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageFileTest {
  @TempDir Path folder;

  @Test
  void pagesStandOnePerLineAsTheyCame() throws IOException {
    Path path = folder.resolve("a.ndjson");
    try (PageFile file = new PageFile(path)) {
      file.add("{ \"data\": [{\"n\":\"\u00e9\"}] }".getBytes(UTF_8));
      file.add("{\"data\":[],\"paging\":{\"next\":\"https://x/y?limit=1\"}}".getBytes(UTF_8));
      assertThat(file.attributes()).isEmpty();
    }

    assertThat(Files.readString(path))
        .isEqualTo(
            "{ \"data\": [{\"n\":\"\u00e9\"}] }\n"
                + "{\"data\":[],\"paging\":{\"next\":\"https://x/y?limit=1\"}}\n");
  }

  @Test
  void addressesThatHoldATokenAreTakenOutAndTheManifestSaysSo() throws IOException {
    Path path = folder.resolve("a.ndjson");
    try (PageFile file = new PageFile(path)) {
      file.add(
          "{\"data\":[],\"paging\":{\"cursors\":{\"after\":\"c\"},\"next\":\"https:\\/\\/x?access_token=EAAx&after=c\"}}"
              .getBytes(UTF_8));
      assertThat(file.attributes()).isEqualTo(Map.of("redacted", "paging"));
    }

    assertThat(Files.readString(path))
        .isEqualTo(
            "{\"data\":[],\"paging\":{\"cursors\":{\"after\":\"c\"},\"next\":\"REDACTED\"}}\n");
  }

  @ParameterizedTest
  @CsvSource({
    "x access_token=1,true",
    "aaccess_token,true",
    "acaccess_token,true",
    "access_toke,false",
    "access-token access_,false"
  })
  void aTextIsLookedThroughForTokensWithoutHoldingIt(String text, boolean found)
      throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      ByteArrayInputStream first = new ByteArrayInputStream(bytes, 0, cut);
      ByteArrayInputStream second = new ByteArrayInputStream(bytes, cut, bytes.length - cut);
      assertThat(PagingRedaction.mayHold(new SequenceInputStream(first, second))).isEqualTo(found);
    }
  }
}
