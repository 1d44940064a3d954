package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.contract.TableContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.error.Nearest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake contract}: what the data is. */
@Command(
    name = "contract",
    mixinStandardHelpOptions = true,
    description = "What the data is: the contracts of sources and curated tables.",
    subcommands = {
      ContractCommand.Ls.class,
      ContractCommand.Show.class,
      ContractCommand.Validate.class
    })
public final class ContractCommand {
  /** {@code lake contract ls}. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      description = "Lists datasets and curated tables.")
  static final class Ls implements Callable<Integer> {
    private static final List<String> HEADER =
        List.of("id", "kind", "version", "columns", "rules", "history or group", "description");

    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Ls(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Contracts contracts = settings.open(context).contracts();
      if (json) {
        context
            .printer()
            .json(1, Map.of("sources", contracts.sources(), "tables", contracts.tables()));
      } else {
        context.printer().result(new TextTable(HEADER, rows(contracts)));
      }
      return ExitCode.OK.status();
    }

    private static List<List<String>> rows(Contracts contracts) {
      List<List<String>> rows = new ArrayList<>();
      for (DatasetContract dataset : contracts.datasets().toList()) {
        rows.add(
            List.of(
                dataset.key(),
                "dataset",
                dataset.contractVersion(),
                String.valueOf(dataset.columns().size()),
                String.valueOf(dataset.rowRules().size() + dataset.tableRules().size()),
                ContractText.lower(dataset.history().mode()),
                dataset.description()));
      }
      for (TableContract table : contracts.tables()) {
        rows.add(
            List.of(
                table.id(),
                "table",
                table.version(),
                String.valueOf(table.columns().size()),
                String.valueOf(table.rules().size()),
                table.publishGroup(),
                table.description()));
      }
      return rows;
    }
  }

  /** {@code lake contract show}. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Columns, rules and the rest of one source, dataset or curated table.")
  static final class Show implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(paramLabel = "ID", description = "SOURCE, SOURCE.DATASET or TABLE.")
    private String id = "";

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Show(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Contracts contracts = settings.open(context).contracts();
      Optional<SourceContract> source = contracts.source(id);
      Optional<DatasetContract> dataset = contracts.dataset(id);
      Optional<TableContract> table = contracts.table(id);
      if (source.isEmpty() && dataset.isEmpty() && table.isEmpty()) {
        throw new ConfigurationException(
            ErrorCode.NOT_FOUND, "no contract is called " + id + Nearest.hint(id, ids(contracts)));
      }
      Printer printer = context.printer();
      ContractText text = new ContractText(printer);
      source.ifPresent(found -> print("source", found, () -> found.datasets().forEach(text::show)));
      dataset.ifPresent(found -> print("dataset", found, () -> text.show(found)));
      table.ifPresent(found -> print("table", found, () -> text.show(found)));
      return ExitCode.OK.status();
    }

    private void print(String kind, Object contract, Runnable asText) {
      if (json) {
        context.printer().json(1, Map.of(kind, contract));
      } else {
        asText.run();
      }
    }

    private static List<String> ids(Contracts contracts) {
      List<String> ids = new ArrayList<>();
      contracts.sources().forEach(source -> ids.add(source.id()));
      contracts.datasets().forEach(dataset -> ids.add(dataset.key()));
      contracts.tables().forEach(table -> ids.add(table.id()));
      return ids;
    }
  }

  /** {@code lake contract validate}. */
  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Checks all contracts, or one file among them.")
  static final class Validate implements Callable<Integer> {
    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Parameters(
        paramLabel = "FILE",
        arity = "0..1",
        description = "A contract anywhere; without it, every contract of conf.")
    private @Nullable Path file;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Validate(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      Path conf = settings.load(context).settings().projectRoot().resolve("conf");
      if (file != null && !Files.isRegularFile(file)) {
        throw new ConfigurationException(ErrorCode.USAGE_INVALID, "there is no file " + file);
      }
      List<String> problems =
          file == null ? ContractLoader.problems(conf) : ContractLoader.validate(file, conf);
      String subject = file == null ? "every contract" : String.valueOf(file);
      if (json) {
        context.printer().json(1, Map.of("valid", problems.isEmpty(), "problems", problems));
        return (problems.isEmpty() ? ExitCode.OK : ExitCode.USAGE).status();
      }
      if (!problems.isEmpty()) {
        throw new ConfigurationException(ErrorCode.CONTRACT_INVALID, String.join("\n", problems));
      }
      context.printer().result(subject + " is valid");
      return ExitCode.OK.status();
    }
  }
}
