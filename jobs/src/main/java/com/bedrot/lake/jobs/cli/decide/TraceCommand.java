package com.bedrot.lake.jobs.cli.decide;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.jobs.run.Trace;
import com.bedrot.lake.jobs.spark.SparkSessions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake trace}: from a published row to the line of the file. */
@Command(
    name = "trace",
    mixinStandardHelpOptions = true,
    description = "Walks rows of a curated table back to file, record number and raw text.")
public final class TraceCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Parameters(
      index = "0",
      paramLabel = "TABLE",
      description = "A curated table, e.g. royalty_transactions.")
  private String table = "";

  @Parameters(
      index = "1",
      paramLabel = "KEY",
      description =
          "Column values, e.g. account=sg,sale_month=2022-11-01; an empty value means null.")
  private String key = "";

  @Option(
      names = "--most",
      defaultValue = "20",
      paramLabel = "N",
      description = "Rows at the most (default: 20).")
  private int most = 20;

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  TraceCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    Map<String, String> wanted = parsed();
    List<Trace.Origin> origins =
        new Trace(SparkSessions.open(lake.settings()), lake).of(table, wanted, most);
    if (json) {
      context
          .printer()
          .json(
              1,
              Map.of(
                  "origins",
                  origins.stream()
                      .map(
                          o ->
                              Map.of(
                                  "row",
                                  o.row(),
                                  "file_id",
                                  o.file().fileId(),
                                  "file_name",
                                  o.file().fileName(),
                                  "drop",
                                  o.file().drop(),
                                  "raw_key",
                                  String.valueOf(o.file().rawKey()),
                                  "account",
                                  o.file().account(),
                                  "landed_at",
                                  o.file().landedAt(),
                                  "raw",
                                  o.raw(),
                                  "values",
                                  o.values()))
                      .toList()));
      return ExitCode.OK.status();
    }
    for (Trace.Origin origin : origins) {
      context
          .printer()
          .result(
              origin.file().fileName()
                  + " record "
                  + origin.row()
                  + " (file "
                  + origin.file().fileId()
                  + ", landed "
                  + origin.file().landedAt()
                  + ")");
      context.printer().result("  landing  " + origin.file().drop() + origin.file().fileName());
      context.printer().result("  raw      " + origin.file().rawKey());
      context.printer().result("  text     " + origin.raw());
      context.printer().result("  row      " + origin.values());
    }
    return ExitCode.OK.status();
  }

  private Map<String, String> parsed() {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String part : key.split(",")) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new ConfigurationException(
            ErrorCode.USAGE_INVALID, "a key is column=value[,column=value...], not " + key);
      }
      wanted.put(part.substring(0, equals).trim(), part.substring(equals + 1).trim());
    }
    return wanted;
  }
}
