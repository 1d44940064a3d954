package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a source answered.
 *
 * @param shown the request, for messages
 * @param body the bytes, decoded; of a download the first ones
 * @param file where a download is, else null
 * @param bytes how many there are in all
 */
public record Answer(
    String shown, int status, HttpHeaders headers, byte[] body, @Nullable Path file, long bytes) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  public Optional<String> header(String name) {
    return headers.firstValue(name);
  }

  /** The media type in lower case without parameters, empty where none is said. */
  public String mediaType() {
    String type = header("Content-Type").orElse("");
    int end = type.indexOf(';');
    return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** The body as JSON; empty where it is none. */
  public Optional<JsonNode> tryJson() {
    try {
      return Optional.ofNullable(MAPPER.readTree(body)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The body as JSON.
   *
   * @throws SourceException {@code RESPONSE_UNEXPECTED} where it is none
   */
  public JsonNode json() {
    return tryJson()
        .orElseThrow(
            () ->
                new SourceException(
                    ErrorCode.RESPONSE_UNEXPECTED, shown + ": the answer is not whole JSON"));
  }

  /** Takes what there is of a download away. */
  static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Answer a
        && a.status == status
        && a.shown.equals(shown)
        && Arrays.equals(a.body, body);
  }

  @Override
  public int hashCode() {
    return 31 * status + Arrays.hashCode(body);
  }

  /** Never the body. */
  @Override
  public String toString() {
    return shown + " -> " + status + ", " + bytes + " bytes";
  }
}
