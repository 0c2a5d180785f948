package dev.everhook.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code everhook dlq redrive}. */
@Command(
    name = "redrive",
    header = "puts dead letters back on the refresh queue",
    description = {
      "Shows the plan, asks, and puts the dead letters that match back on the refresh queue, each"
          + " with its key: a new round of attempts begins. Those that were delivered meanwhile are"
          + " deleted as settled; those with a call under way, those that are no refresh requests"
          + " and those whose notAfter has passed stay, and so does what dies after this began.",
      "",
      "Ctrl-C stops it cleanly, and says what was done. What is sent is deleted only after that, so"
          + " that nothing is lost wherever it stops."
    },
    footer = {
      "  everhook dlq redrive --reason exhausted --canary",
      "  everhook dlq redrive --status 500-599 --rate 20",
      "  everhook dlq redrive --key 51f05ccd-3ab5-5a3d-9d3c-0f3f0d3c7a11 --yes",
      "  everhook dlq redrive --source scheduler --yes"
    })
final class DlqRedriveCommand extends FunctionCommand {
  @Mixin private FilterOptions filter = new FilterOptions();

  @Option(names = "--limit", paramLabel = "N", description = "Put back this many at the most.")
  private @Nullable Integer limit;

  @Option(names = "--rate", paramLabel = "N", description = "Put back this many a second.")
  private @Nullable Integer rate;

  @Option(
      names = "--canary",
      description =
          "Put back one, wait for its next attempt, and go on only if that was delivered.")
  private boolean canary;

  @Option(
      names = "--new-generation",
      description =
          "Give each a new key, for a receiver that remembers an error under the old one. A call"
              + " that did reach it is made twice then.")
  private boolean newGeneration;

  @Option(names = "--yes", description = "Do not show the plan, and do not ask.")
  private boolean yes;

  @Override
  void check() {
    if (!yes && asJson()) {
      throw wrong("--json: needs --yes, since a question is no JSON");
    }
    if (!yes && !surroundings().isInteractive()) {
      throw wrong("--yes: is needed where there is no terminal to ask on; nothing was done");
    }
    if (limit != null && limit < 1) {
      throw wrong("--limit: must be 1 or more");
    }
    if (rate != null && rate < 1) {
      throw wrong("--rate: must be 1 or more");
    }
  }

  @Override
  int run(Deployment deployment, Output output) throws Exception {
    return new Redrive(deployment, surroundings(), output, this::request)
        .run(new Redrive.Wish(limit, canary, newGeneration, yes, filter.takesAll()));
  }

  private ObjectNode request(String action) {
    ObjectNode request = filter.request(action, null);
    if (action.equals("redrive")) {
      if (rate != null) {
        request.put("ratePerSecond", rate);
      }
      if (newGeneration) {
        request.put("newGeneration", true).put("confirm", "new-keys");
      }
    }
    return request;
  }
}
