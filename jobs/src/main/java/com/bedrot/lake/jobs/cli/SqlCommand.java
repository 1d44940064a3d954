package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.jobs.warehouse.ReadOnlyQuery;
import com.bedrot.lake.jobs.warehouse.Warehouse;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake sql}: asks the warehouse. */
@Command(
    name = "sql",
    mixinStandardHelpOptions = true,
    description = {
      "Runs one reading statement in the warehouse, for at most a minute.",
      "The tables: lake sql \"select * from freshness\"; their columns: data_dictionary."
    })
public final class SqlCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @ArgGroup(exclusive = true)
  private @Nullable Form form;

  /** How the result is printed; a table for people without any. */
  static final class Form {
    @Option(names = "--json", description = "Print one JSON document, decimals as exact text.")
    private boolean json;

    @Option(
        names = "--csv",
        description = "Print CSV. Text a spreadsheet would run as a formula gets a leading quote.")
    private boolean csv;
  }

  @Parameters(paramLabel = "STATEMENT", description = "One SELECT, in quotes.")
  private String statement = "";

  SqlCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    if (Warehouse.isEmpty(lake.settings())) {
      throw new ConfigurationException(
          ErrorCode.NOT_FOUND, "Nothing was loaded into the warehouse yet; `lake run` loads it");
    }
    PrintedResult result = printed();
    ReadOnlyQuery.run(lake.settings(), statement, result);
    result.end();
    return ExitCode.OK.status();
  }

  private PrintedResult printed() {
    if (form != null && form.json) {
      return new JsonResult(context.printer());
    }
    return form != null && form.csv
        ? new CsvResult(context.printer())
        : new TableResult(context.printer());
  }
}
