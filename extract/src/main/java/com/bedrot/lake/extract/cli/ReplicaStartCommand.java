package com.bedrot.lake.extract.cli;

import com.bedrot.lake.conf.LakeOpener;
import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.replica.Replica;
import com.bedrot.lake.extract.replica.ReplicaHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lake replica start}: runs until it is interrupted. */
@Command(
    name = "start",
    description = "Starts the replica and prints the settings that point a lake at it.",
    mixinStandardHelpOptions = true)
final class ReplicaStartCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "P",
      description = "Port of 127.0.0.1 that switches faults (default: any free one).")
  private int port;

  @Option(
      names = "--home",
      paramLabel = "FOLDER",
      description = "LAKE_HOME to write the settings and the credentials into.")
  private @Nullable Path home;

  @Option(
      names = "--api-only",
      description = "Plays the sources with an API alone; the others need a browser.")
  private boolean apiOnly;

  private final CommandContext context;

  ReplicaStartCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    Predicate<String> played = apiOnly ? apis() : source -> true;
    try (Replica replica = Replica.start(context.run().clock(), port, played)) {
      announce(replica);
      new CountDownLatch(1).await();
      return ExitCode.OK.status();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.INTERRUPTED.status();
    }
  }

  private Predicate<String> apis() {
    return LakeOpener.open(Map.of(), context.environment()).contracts().sources().stream()
            .filter(PortalFacts::isFetched)
            .filter(contract -> PortalFacts.of(contract).kind() == PortalFacts.Kind.API)
            .map(SourceContract::id)
            .collect(Collectors.toSet())
        ::contains;
  }

  private void announce(Replica replica) {
    Printer printer = context.printer();
    if (home == null) {
      printer.raw(replica.settingsYaml());
      replica
          .credentials()
          .forEach((name, value) -> printer.raw("# export " + name + "='" + value + "'\n"));
    } else {
      ReplicaHome written = new ReplicaHome(home);
      written.write(replica);
      printer.result(". '" + written.variables() + "'");
    }
    printer.note("faults: POST " + replica.control() + "/faults/SOURCE/FAULT; stop with Ctrl-C");
  }
}
