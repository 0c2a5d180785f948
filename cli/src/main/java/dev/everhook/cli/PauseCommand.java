package dev.everhook.cli;

import picocli.CommandLine.Command;

/** {@code everhook pause}. */
@Command(
    name = "pause",
    header = "stops calling the webhook",
    description =
        "The worker takes no more messages; calls under way end as ever. Messages wait on the"
            + " refresh queue and nothing is lost, for up to 9 days: what is older when it goes on"
            + " is a dead letter, and after 13 days its queue forgets it. The schedule goes on"
            + " sending. \"everhook resume\" goes on where it stopped; a restart does not.",
    footer = {"  everhook pause", "  everhook pause --stack everhook --region eu-central-1"})
final class PauseCommand extends SwitchCommand {
  @Override
  boolean enables() {
    return false;
  }

  @Override
  String done() {
    return "Paused. Messages wait on the queue, up to 9 days; nothing is lost."
        + "\nGo on with: everhook resume";
  }
}
