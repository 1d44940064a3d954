package com.bedrot.lake.jobs.cli.store;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.conf.run.LakeJson;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.conf.settings.store.StoreRole;
import com.bedrot.lake.conf.store.setup.RolePolicy;
import com.bedrot.lake.conf.store.setup.StoreSetup;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake store}: the object store the zones lie in. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "The S3 store the zones lie in.",
    subcommands = StoreCommand.Init.class)
public final class StoreCommand {
  /** {@code lake store init}. */
  @Command(
      name = "init",
      mixinStandardHelpOptions = true,
      description = {
        "Makes what the store lacks: the zones' buckets with versioning, retention and life cycle,",
        "and on a MinIO with an administrator's keys a user and a policy for each role.",
        "What is there as it should be is left as it is."
      })
  static final class Init implements Callable<Integer> {
    private static final String ALL = "all";

    private final CommandContext context;
    @Mixin private SettingOptions settings = new SettingOptions();

    @Option(names = "--dry-run", description = "Only say what is missing.")
    private boolean dryRun;

    @Option(
        names = "--policies",
        arity = "0..1",
        fallbackValue = ALL,
        paramLabel = "ROLE",
        description = {
          "Print the policy document of one role for AWS, or without ROLE a CloudFormation template",
          "of all; make nothing."
        })
    private @Nullable String policies;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    Init(CommandContext context) {
      this.context = context;
    }

    @Override
    public Integer call() {
      LakeSettings loaded = settings.load(context).settings();
      if (policies != null) {
        context.printer().result(LakeJson.pretty(document(loaded, policies)));
        return ExitCode.OK.status();
      }
      StoreSetup setup = new StoreSetup(loaded);
      List<StoreSetup.Outcome> outcomes = dryRun ? setup.look() : setup.make();
      if (json) {
        context.printer().json(1, Map.of("outcomes", outcomes.stream().map(Init::fields).toList()));
        return ExitCode.OK.status();
      }
      outcomes.forEach(this::print);
      if (outcomes.stream().anyMatch(o -> o.state() == StoreSetup.State.LEFT_OUT)) {
        context
            .printer()
            .note(
                "Users are made on a MinIO, with an administrator's keys; elsewhere take the output"
                    + " of `lake store init --policies`.");
      }
      return ExitCode.OK.status();
    }

    private static Map<String, Object> document(LakeSettings loaded, String role) {
      if (role.equals(ALL)) {
        return RolePolicy.template(loaded.zones());
      }
      return StoreRole.of(role)
          .map(known -> RolePolicy.document(known, loaded.zones()))
          .orElseThrow(
              () ->
                  new ConfigurationException(
                      ErrorCode.USAGE_INVALID,
                      "no role "
                          + role
                          + "; there are "
                          + Arrays.stream(StoreRole.values()).map(StoreRole::id).toList()));
    }

    private void print(StoreSetup.Outcome outcome) {
      context
          .printer()
          .result(String.format(Locale.ROOT, "%-8s  %s", word(outcome.state()), outcome.what()));
    }

    private static Map<String, String> fields(StoreSetup.Outcome outcome) {
      return Map.of("what", outcome.what(), "state", word(outcome.state()));
    }

    private static String word(StoreSetup.State state) {
      return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
