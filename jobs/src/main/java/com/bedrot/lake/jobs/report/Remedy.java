package com.bedrot.lake.jobs.report;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.BrokenRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A broken rule, what it means and what a person does next.
 *
 * @param title what the rule says, or empty where only the contract knows it
 * @param fix the catalogue's way out, commands apart
 */
public record Remedy(String rule, String title, String detail, List<Piece> fix) {
  /** A piece of a sentence; a command is shown as one. */
  public record Piece(String text, boolean command) {}

  /** The catalogue's answer for a verdict against that file. */
  static Remedy of(BrokenRule broken, String fileId) {
    Optional<ErrorCode> code = code(broken.rule());
    return new Remedy(
        broken.rule(),
        code.map(ErrorCode::title).orElse(""),
        broken.detail(),
        pieces(
            code.map(ErrorCode::fix)
                .orElse("See the rule in the contract; then `lake retry FILE-ID`.")
                .replace("FILE-ID", fileId)));
  }

  private static Optional<ErrorCode> code(String rule) {
    String name = rule.contains(":") ? rule.substring(0, rule.indexOf(':')) : rule;
    return Arrays.stream(ErrorCode.values()).filter(c -> c.name().equals(name)).findFirst();
  }

  private static List<Piece> pieces(String sentence) {
    List<Piece> pieces = new ArrayList<>();
    String[] parts = sentence.split("`", -1);
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isEmpty()) {
        pieces.add(new Piece(parts[i], i % 2 == 1));
      }
    }
    return List.copyOf(pieces);
  }
}
