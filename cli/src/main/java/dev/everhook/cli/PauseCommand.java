package dev.everhook.cli;

import picocli.CommandLine.Command;

/** {@code everhook pause}. */
@Command(
    name = "pause",
    header = "stops calling the webhook",
    description =
        "The worker takes no more messages; calls under way end as ever. Messages wait on the"
            + " refresh queue and nothing is lost, for up to 13 days: the queue keeps a message no"
            + " longer. The schedule goes on sending. \"everhook resume\" goes on where it stopped;"
            + " a restart does not.",
    footer = {"  everhook pause", "  everhook pause --stack everhook --region eu-central-1"})
final class PauseCommand extends SwitchCommand {
  @Override
  boolean enables() {
    return false;
  }

  @Override
  String done() {
    return "Paused. Messages wait on the queue, up to 13 days; nothing is lost."
        + "\nGo on with: everhook resume";
  }
}
