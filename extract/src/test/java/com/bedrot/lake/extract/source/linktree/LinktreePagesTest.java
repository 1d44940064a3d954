package com.bedrot.lake.extract.source.linktree;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.extract.browser.CapturedJson;
import org.junit.jupiter.api.Test;

class LinktreePagesTest {
  @Test
  void whatTheServerSentIsKeptByteByByte() {
    String body = "{ \"data\": {\"rate\": 1.10, \"name\": \"Caf\\u00e9\"} }";
    String asked = "{\"operationName\": \"links\"}";

    byte[] line =
        LinktreePages.line(
            new CapturedJson("https://linktr.ee/graphql", 200, asked, body.getBytes(UTF_8)));

    assertThat(new String(line, UTF_8))
        .isEqualTo("{\"request\":" + asked + ",\"response\":" + body + "}");
  }
}
