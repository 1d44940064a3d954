package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.session.SessionStore;
import com.bedrot.lake.extract.session.SourceAccount;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake session ls}: which accounts have a session; opens none. */
@Command(
    name = "ls",
    description = "Lists the accounts that have a session.",
    mixinStandardHelpOptions = true)
final class SessionLsCommand implements Callable<Integer> {
  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  @Mixin private SettingOptions settings = new SettingOptions();

  private final CommandContext context;

  SessionLsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<SourceAccount> all = SessionStore.of(settings.open(context).settings()).all();
    if (json) {
      context
          .printer()
          .json(
              1,
              Map.of(
                  "sessions",
                  all.stream()
                      .map(who -> Map.of("source", who.source(), "account", who.account()))
                      .toList()));
    } else {
      context
          .printer()
          .result(
              new TextTable(
                  List.of("source", "account"),
                  all.stream().map(who -> List.of(who.source(), who.account())).toList()));
    }
    return ExitCode.OK.status();
  }
}
