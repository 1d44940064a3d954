package com.bedrot.lake.jobs.cli;

import com.bedrot.lake.conf.cli.CommandContext;
import com.bedrot.lake.conf.cli.Printer;
import com.bedrot.lake.conf.cli.SettingOptions;
import com.bedrot.lake.conf.error.ExitCode;
import com.bedrot.lake.jobs.doctor.Doctor;
import com.bedrot.lake.jobs.doctor.Finding;
import com.bedrot.lake.jobs.doctor.RightsCheckup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lake doctor}: looks the installation over. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Looks the installation over and says the fix of each finding.")
public final class DoctorCommand implements Callable<Integer> {
  private final CommandContext context;
  @Mixin private SettingOptions settings = new SettingOptions();

  @Option(names = "--json", description = "Print one JSON document.")
  private boolean json;

  DoctorCommand(CommandContext context) {
    this.context = context;
  }

  @Option(
      names = "--store",
      description = {
        "Prove the rights of the object store's roles instead: every call is tried with each role's",
        "keys. Needs an administrator's keys (AWS_ACCESS_KEY_ID, ...) to look on."
      })
  private boolean store;

  @Override
  public Integer call() {
    List<Finding> findings =
        store
            ? new RightsCheckup(settings.load(context).settings()).look()
            : new Doctor(context.environment(), context.run())
                .examine(() -> settings.open(context));
    ExitCode exit = ExitCode.winning(findings.stream().map(Finding::exit).toList());
    if (json) {
      context.printer().json(1, document(findings, exit));
    } else {
      findings.forEach(finding -> print(context.printer(), finding));
      context.printer().result(verdict(findings));
    }
    return exit.status();
  }

  private static void print(Printer printer, Finding finding) {
    printer.result(
        String.format(
            Locale.ROOT,
            "%-4s  %-14s  %s",
            finding.level().word(),
            finding.check(),
            finding.what()));
    if (finding.level() != Finding.Level.OK) {
      printer.result("        why: " + finding.why());
      printer.result("        fix: " + finding.fix());
    }
  }

  private static String verdict(List<Finding> findings) {
    long failed = count(findings, Finding.Level.FAIL);
    long warned = count(findings, Finding.Level.WARN);
    return failed == 0 && warned == 0
        ? "all is well"
        : failed + " to mend, " + warned + " to look at";
  }

  private static long count(List<Finding> findings, Finding.Level level) {
    return findings.stream().filter(finding -> finding.level() == level).count();
  }

  private static Map<String, Object> document(List<Finding> findings, ExitCode exit) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("exit_code", exit.status());
    document.put("findings", findings.stream().map(DoctorCommand::fields).toList());
    return document;
  }

  private static Map<String, Object> fields(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("check", finding.check());
    fields.put("level", finding.level().word());
    fields.put("what", finding.what());
    if (finding.level() != Finding.Level.OK) {
      fields.put("why", finding.why());
      fields.put("fix", finding.fix());
    }
    return fields;
  }
}
