package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.settings.LakeHome;
import com.bedrot.lake.jobs.report.ReportMaker;
import com.bedrot.lake.jobs.report.ReportPage;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake report}: the state of everything as a page. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes one HTML page: runs, what needs a person, tables, quality, money, audience, ads.",
      "The page loads nothing from anywhere; prints its path."
    })
public final class ReportCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where it goes (default: reports/report.html in LAKE_HOME).")
  private @Nullable Path out;

  ReportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Lake lake = settings.open(context);
    Path file = out;
    if (file == null) {
      new LakeHome(lake.settings().home()).prepare();
      file = lake.settings().home().resolve("reports").resolve("report.html");
    }
    ReportPage.write(new ReportMaker(lake).report(context.run().now()), file);
    context.printer().result(file.toAbsolutePath().normalize().toString());
    return ExitCode.OK.status();
  }
}
