package com.bedrot.lake.conf.format;

import com.bedrot.lake.conf.contract.FileFormat;
import com.bedrot.lake.conf.error.ErrorCode;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The data block of a saved web page as JSON: of the arrays that the contract's {@code blocks} lead
 * to, the longest. Scripts are forgiven commas before a closing bracket, names without quotes,
 * single quotes and comments. The block is the content that counts, whatever else changes in the
 * page.
 */
public final class HtmlContent {
  /** Pages are not looked into past so many bytes. */
  public static final int LARGEST_PAGE = 32 << 20;

  private static final ObjectMapper MAPPER = JsonBytes.mapper();
  private static final ObjectMapper SCRIPTS =
      JsonBytes.mapper()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA.mappedFeature())
          .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES.mappedFeature())
          .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES.mappedFeature())
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS.mappedFeature());

  private HtmlContent() {}

  /** Whether the first bytes are a page of a dataset that comes in pages. */
  public static boolean isPage(byte[] head, FileFormat format) {
    return format.containers().contains("html") && ByteKind.of(head) == ByteKind.HTML;
  }

  /**
   * The data block of the page.
   *
   * @throws BrokenFileException {@code FILE_HTML} where the page has none, {@code JSON_SYNTAX}
   *     where none can be read
   */
  public static byte[] block(InputStream page, FileFormat format) throws IOException {
    String text = new String(page.readNBytes(LARGEST_PAGE), StandardCharsets.UTF_8);
    ArrayNode longest = null;
    boolean found = false;
    for (String block : format.blocks()) {
      Matcher start = Pattern.compile(block).matcher(text);
      while (start.find()) {
        found |= text.startsWith("[", start.end());
        ArrayNode array = array(text, start.end());
        if (array != null && (longest == null || array.size() > longest.size())) {
          longest = array;
        }
      }
    }
    if (longest == null) {
      throw found
          ? new BrokenFileException(ErrorCode.JSON_SYNTAX, "The page's data cannot be read.")
          : new BrokenFileException(
              ErrorCode.FILE_HTML, "The bytes are a web page that holds no data.");
    }
    return MAPPER.writeValueAsBytes(longest);
  }

  private static @Nullable ArrayNode array(String text, int from) throws IOException {
    if (!text.startsWith("[", from)) {
      return null;
    }
    try (JsonParser parser =
        SCRIPTS.getFactory().createParser(new StringReader(text.substring(from)))) {
      return SCRIPTS.readTree(parser) instanceof ArrayNode array && isOfObjects(array)
          ? array
          : null;
    } catch (JsonProcessingException unreadable) {
      return null;
    }
  }

  private static boolean isOfObjects(ArrayNode array) {
    for (JsonNode element : array) {
      if (!element.isObject()) {
        return false;
      }
    }
    return true;
  }
}
