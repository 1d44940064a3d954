package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.session.SessionStatus;
import com.bedrot.lake.extract.session.SourceAccount;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the session commands print. */
final class SessionReport {
  private SessionReport() {}

  /** Prints them; the exit status says whether a person is needed. */
  static int print(Printer printer, List<SessionStatus> sessions, boolean json) {
    if (json) {
      printer.json(1, Map.of("sessions", sessions.stream().map(SessionReport::fields).toList()));
    } else {
      printer.result(
          new TextTable(
              List.of("account", "session", "days left", "signed in", "why", "run"),
              sessions.stream().map(SessionReport::row).toList()));
    }
    boolean person = sessions.stream().anyMatch(SessionStatus::needsPerson);
    return (person ? ExitCode.HUMAN : ExitCode.OK).status();
  }

  /** Prints what a command did, or would do. */
  static int done(
      Printer printer, SourceAccount who, String outcome, Map<String, ?> more, boolean json) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("source", who.source());
      fields.put("account", who.account());
      fields.put("outcome", outcome);
      fields.putAll(more);
      printer.json(1, fields);
    } else {
      StringBuilder line = new StringBuilder(who + ": " + outcome.replace('_', ' '));
      more.forEach(
          (name, value) ->
              line.append(", ").append(name.replace('_', ' ')).append(' ').append(value));
      printer.result(line.toString());
    }
    return ExitCode.OK.status();
  }

  private static List<String> row(SessionStatus status) {
    return List.of(
        status.account().toString(),
        status.condition().word() + (status.critical() ? " (critical)" : ""),
        text(status.daysLeft()),
        text(status.signedIn()),
        status.why(),
        status.command());
  }

  private static String text(@Nullable Object value) {
    return Objects.toString(value, "-");
  }

  private static Map<String, Object> fields(SessionStatus status) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", status.account().source());
    fields.put("account", status.account().account());
    fields.put("status", status.condition().word());
    fields.put("critical", status.critical());
    fields.put("expires_at", Objects.toString(status.expires(), null));
    fields.put("days_left", status.daysLeft());
    fields.put("signed_in_at", Objects.toString(status.signedIn(), null));
    fields.put("why", status.why());
    fields.put("command", status.command());
    fields.put("needs_person", status.needsPerson());
    return fields;
  }
}
