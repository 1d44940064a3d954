package com.bedrot.lake.extract.cron;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A user's crontab with the block of one installation in it, or without. Every other character
 * stays as it is: bytes are carried as Latin-1 characters.
 *
 * @param text the whole crontab
 * @param home marks the block; several installations may share a crontab
 */
public record CrontabText(String text, Path home) {
  private static final String BEGIN = "# BEGIN lake ";
  private static final String LAST = "\n# END lake";

  private record Span(int from, int to, CronOptions options) {}

  /** What the installed block was asked to be; empty where there is none. */
  public Optional<CronOptions> installed() {
    return span().map(Span::options);
  }

  /** The crontab with these lines as the block: in the old one's place, else at the end. */
  public String with(CronOptions options, List<String> lines) {
    String block =
        BEGIN + options.text() + marked() + asBytes(String.join("\n", lines)) + LAST + marked();
    Optional<Span> old = span();
    if (old.isPresent()) {
      return text.substring(0, old.get().from()) + block + text.substring(old.get().to());
    }
    return text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + block;
  }

  /** The crontab without the block. */
  public String without() {
    return span().map(s -> text.substring(0, s.from()) + text.substring(s.to())).orElse(text);
  }

  /** A text of ours as its bytes, like the crontab's own. */
  private static String asBytes(String ours) {
    return new String(ours.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The bytes as people read them. */
  public static String readable(String crontab) {
    return new String(crontab.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private String marked() {
    return " " + asBytes(home.toString()) + "\n";
  }

  private Optional<Span> span() {
    int end = -1;
    int from = 0;
    while (from < text.length()) {
      int next = text.indexOf('\n', from) + 1;
      next = next == 0 ? text.length() : next;
      Optional<CronOptions> options = options(text.substring(from, next));
      if (options.isPresent()) {
        end = text.indexOf(LAST + marked(), from);
        if (end < 0) {
          throw new ConfigurationException(
              ErrorCode.CONFIG_INVALID,
              "the crontab has \""
                  + text.substring(from, next).strip()
                  + "\" without its end line"
                  + " \"# END lake "
                  + home
                  + "\"; mend it with crontab -e");
        }
        int to = end + LAST.length() + marked().length();
        return Optional.of(new Span(from, to, options.get()));
      }
      from = next;
    }
    return Optional.empty();
  }

  private Optional<CronOptions> options(String line) {
    boolean begins = line.startsWith(BEGIN) && line.endsWith(marked());
    if (!begins || line.length() < BEGIN.length() + marked().length()) {
      return Optional.empty();
    }
    return CronOptions.parse(line.substring(BEGIN.length(), line.length() - marked().length()));
  }
}
