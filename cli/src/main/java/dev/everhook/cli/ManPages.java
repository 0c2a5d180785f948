package dev.everhook.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Gives the help of every command the order of a manual page. */
final class ManPages {
  private ManPages() {}

  /** Arranges a command and all below it. Each has its purpose as header, examples as footer. */
  static void arrange(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.optionsMap().get("--help") == null) {
      spec.mixinStandardHelpOptions(true);
    }
    UsageMessageSpec usage = spec.usageMessage();
    usage.header(spec.qualifiedName() + " - " + String.join(" ", usage.header()));
    usage.headerHeading("NAME%n  ");
    usage.synopsisHeading("%nSYNOPSIS%n  ");
    usage.descriptionHeading("%nDESCRIPTION%n");
    usage.parameterListHeading("%nARGUMENTS%n");
    usage.optionListHeading("%nOPTIONS%n");
    usage.commandListHeading("%nCOMMANDS%n");
    usage.exitCodeListHeading("%nEXIT STATUS%n");
    usage.exitCodeList(statuses());
    usage.footerHeading("%nEXAMPLES%n");
    command.getSubcommands().values().forEach(ManPages::arrange);
  }

  private static Map<String, String> statuses() {
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("0", "done");
    statuses.put("1", "not done, or not all of it");
    statuses.put("2", "wrong input: nothing was done");
    return statuses;
  }
}
