package dev.everhook.cli;

import picocli.CommandLine.Command;

/** {@code everhook resume}. */
@Command(
    name = "resume",
    header = "calls the webhook again after a pause",
    description = "The worker takes messages again, those that waited first.",
    footer = {"  everhook resume", "  everhook resume --stack everhook --region eu-central-1"})
final class ResumeCommand extends SwitchCommand {
  @Override
  boolean enables() {
    return true;
  }

  @Override
  String done() {
    return "Resumed. The worker takes messages again.";
  }
}
