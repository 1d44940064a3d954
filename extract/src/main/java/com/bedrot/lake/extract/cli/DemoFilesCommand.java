package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.TextTable;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.demo.DemoByHand;
import com.bedrot.lake.extract.demo.DemoFiles;
import com.bedrot.lake.extract.demo.DemoFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lake demo-files DIR}: the files of an invented label, to import and try things on. */
@Command(
    name = "demo-files",
    description = "Writes the files of an invented label and says how to import them.",
    mixinStandardHelpOptions = true)
final class DemoFilesCommand implements Callable<Integer> {
  private static final long SEED = 1987;

  @Parameters(paramLabel = "DIR", description = "Folder to write into; it is created.")
  private Path folder = Path.of("demo-files");

  @Option(names = "--seed", description = "Other numbers, the same files (default: 1987).")
  private long seed = SEED;

  @Option(
      names = "--by-hand",
      description = "Only what no portal of `lake replica start` delivers, dated up to today.")
  private boolean byHand;

  @Option(
      names = "--api-only",
      description = "With --by-hand: beside APIs there is no portal, as without a browser.")
  private boolean apiOnly;

  @Option(names = "--json", description = "Prints one JSON document.")
  private boolean json;

  private final CommandContext context;

  DemoFilesCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<DemoFolder> written;
    try {
      written = write(folder.toAbsolutePath().normalize());
      print(written);
    } catch (IOException e) {
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, "cannot write to " + folder + ": " + e.getMessage(), e);
    }
    return ExitCode.OK.status();
  }

  private List<DemoFolder> write(Path root) throws IOException {
    if (!byHand) {
      return new DemoFiles(root, seed).write();
    }
    DemoByHand files = new DemoByHand(root, context.run().clock());
    return apiOnly ? files.writeWithStatements() : files.write();
  }

  private void print(List<DemoFolder> written) throws IOException {
    Printer printer = context.printer();
    if (json) {
      printer.json(1, Map.of("folders", written.stream().map(DemoFilesCommand::fields).toList()));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    for (DemoFolder demo : written) {
      for (Path file : demo.files()) {
        rows.add(
            List.of(
                folder.toAbsolutePath().normalize().relativize(file).toString(),
                Long.toString(Files.size(file))));
      }
    }
    printer.result(new TextTable(List.of("file", "bytes"), rows));
    for (DemoFolder demo : written) {
      printer.result(
          demo.importArguments().stream()
              .map(DemoFilesCommand::quoted)
              .collect(Collectors.joining(" ", "lake import ", "")));
    }
  }

  private static Map<String, Object> fields(DemoFolder demo) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", demo.source());
    fields.put("account", demo.account());
    fields.put("folder", demo.folder().toString());
    fields.put("files", demo.files().stream().map(f -> f.getFileName().toString()).toList());
    fields.put("import_arguments", demo.importArguments());
    return fields;
  }

  /** As a shell reads it. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=@%+-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
