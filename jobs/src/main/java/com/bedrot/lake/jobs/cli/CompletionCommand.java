package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.error.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lake completion bash}: what a shell completes the commands with. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the completion of a shell:",
      "  lake completion bash > ~/.local/share/bash-completion/completions/lake"
    })
public final class CompletionCommand implements Callable<Integer> {
  private final CommandContext context;
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "SHELL", description = "bash; zsh reads the same.")
  private Shell shell = Shell.BASH;

  CompletionCommand(CommandContext context) {
    this.context = context;
  }

  /** The shells. */
  enum Shell {
    BASH,
    ZSH
  }

  @Override
  public Integer call() {
    context.printer().raw(AutoComplete.bash("lake", spec.root().commandLine()));
    return ExitCode.OK.status();
  }
}
