package com.bedrot.lake.extract.session;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.Sha256;
import com.bedrot.lake.conf.run.LakeJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A session that was exported elsewhere: a browser extension's JSON, {@code cookies.txt} or a
 * Playwright state.
 *
 * @param sha256 of its bytes, by which the same file is known again
 * @param state cookies of the portal's hosts only
 * @param leftOut cookies of other sites
 */
public record SessionFile(String sha256, Format format, SessionState state, int leftOut) {
  private static final long MOST_BYTES = 8L << 20;

  /** Who wrote it. */
  public enum Format {
    EXTENSION,
    NETSCAPE,
    PLAYWRIGHT;

    /** The word for it in reports. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads a file and keeps what belongs to the hosts.
   *
   * @throws ConfigurationException {@code SESSION_FILE_UNREADABLE} if it is in none of the formats
   *     or holds nothing of the hosts; the message holds nothing of the content
   */
  public static SessionFile read(Path file, Set<String> hosts) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unreadable(file, "it is over 8 MiB");
      }
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, StandardCharsets.UTF_8).strip().replaceFirst("^\uFEFF", "");
      return parsed(text, Sha256.hex(bytes), hosts, file);
    } catch (IOException e) {
      throw unreadable(file, e.getClass().getSimpleName());
    } catch (IllegalArgumentException broken) {
      throw unreadable(file, String.valueOf(broken.getMessage()));
    } catch (UncheckedIOException broken) {
      throw unreadable(file, "it is neither JSON nor a cookies.txt");
    }
  }

  private static SessionFile parsed(String text, String sha256, Set<String> hosts, Path file) {
    Format format = Format.NETSCAPE;
    SessionState whole;
    if (text.startsWith("[") || text.startsWith("{")) {
      JsonNode json = LakeJson.read(text, JsonNode.class);
      boolean playwright = json.has("cookies") && json.has("origins");
      format = playwright ? Format.PLAYWRIGHT : Format.EXTENSION;
      whole =
          playwright
              ? SessionState.parse(text)
              : new SessionState(
                  CookieJson.all(json.isArray() ? json : json.path("cookies")), Map.of());
    } else {
      whole = new SessionState(CookieText.all(text), Map.of());
    }
    List<SessionCookie> own =
        whole.cookies().stream()
            .filter(cookie -> hosts.stream().anyMatch(cookie::isSentTo))
            .toList();
    Map<String, Map<String, String>> storage = new TreeMap<>(whole.storage());
    storage.keySet().removeIf(origin -> !hosts.contains(URI.create(origin).getHost()));
    if (own.isEmpty() && storage.isEmpty()) {
      throw unreadable(file, "no cookie in it belongs to " + hosts.stream().sorted().toList());
    }
    SessionState state = new SessionState(own, storage).hidden();
    return new SessionFile(sha256, format, state, whole.cookies().size() - own.size());
  }

  private static ConfigurationException unreadable(Path file, String why) {
    return new ConfigurationException(
        ErrorCode.SESSION_FILE_UNREADABLE, file.getFileName() + ": " + why);
  }
}
