package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.Lake;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.landing.FileImport;
import com.bedrot.lake.extract.landing.FileOutcome;
import com.bedrot.lake.extract.landing.ImportRequest;
import com.bedrot.lake.extract.landing.InputFiles;
import com.bedrot.lake.extract.landing.ReferenceData;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake import FILE...}: files, folders, globs and archives into the landing zone. */
@Command(
    name = "import",
    description =
        "Lands files by hand: finds source, dataset, account and period where they are not given.",
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Files, folders, globs; archives with several files are taken apart.")
  private List<String> files = List.of();

  @Option(names = "--source", description = "The source's id, e.g. distrokid.")
  private @Nullable String source;

  @Option(names = "--dataset", description = "The dataset's name, e.g. bank_details.")
  private @Nullable String dataset;

  @Option(names = "--account", description = "The account's key or handle; a new key creates it.")
  private @Nullable String account;

  @Option(
      names = "--account-from",
      paramLabel = "REGEX",
      description = "Takes the account from file names: its group (?<account>...).")
  private @Nullable String accountFrom;

  @Option(names = "--period", description = "YYYY, YYYY-MM, YYYY-MM-DD or A/B, inclusive.")
  private @Nullable String period;

  @Option(
      names = "--scope",
      description = "What a statement replaces: full (the account's history) or range.")
  private @Nullable String scope;

  @Option(names = "--currency", description = "Currency of the amounts, e.g. EUR.")
  private @Nullable String currency;

  @Option(
      names = "--extracted-at",
      description = "When the files left their source: a date or a time with zone.")
  private @Nullable String extractedAt;

  @Mixin private LandingOptions options = new LandingOptions();

  private final CommandContext context;

  ImportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ImportRequest request =
        new ImportRequest(
            source,
            dataset,
            account,
            accountFrom == null ? null : pattern(accountFrom),
            period,
            scope,
            currency,
            extractedAt == null ? null : moment(extractedAt));
    List<Path> found = InputFiles.of(files);
    if (found.isEmpty()) {
      throw new ConfigurationException(ErrorCode.USAGE_INVALID, "no file is named");
    }
    Lake lake = options.open(context);
    FileImport landing = new FileImport(lake, context.run(), request, context.printer()::progress);
    List<FileOutcome> outcomes = options.dryRun() ? landing.plan(found) : landing.run(found);
    if (!options.dryRun() && outcomes.stream().anyMatch(o -> o.kind() == FileOutcome.Kind.LANDED)) {
      new ReferenceData(lake, context.run()).landIfAbsent();
    }
    ImportReport report = new ImportReport(outcomes, options.dryRun());
    return new LandingReport(context, options).print(report, report.problems());
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException broken) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, "--account-from: " + broken.getDescription(), broken);
    }
  }

  private static Instant moment(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException broken) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID,
          "--extracted-at is not a date or a time with zone like 2026-04-24T10:00:00Z",
          broken);
    }
  }
}
