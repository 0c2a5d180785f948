package dev.everhook.it.lambda;

import dev.everhook.infra.ResourceNames;
import java.net.URI;

/**
 * What the stack's resources are called here.
 *
 * @param sqs where the queues are served; the path of a queue is its account and its name
 * @param table the ledger's table
 * @param secretArn the secret
 */
record StackNames(URI sqs, String table, String secretArn) implements ResourceNames {
  static final String REFRESH_QUEUE = "RefreshQueue";
  static final String DEAD_LETTER_QUEUE = "DeadLetterQueue";
  static final String ARCHIVE_BUCKET = "ArchiveBucket";

  @Override
  public String ref(String name) {
    return switch (name) {
      case REFRESH_QUEUE, DEAD_LETTER_QUEUE, "SchedulerDeadLetterQueue" -> queueUrl(name);
      case "LedgerTable" -> table;
      case "WebhookSecret" -> secretArn;
      case ARCHIVE_BUCKET -> "archives";
      case "AWS::Region" -> "us-east-1";
      case "AWS::AccountId" -> "000000000000";
      case "AWS::URLSuffix" -> "amazonaws.com";
      case "AWS::StackId" ->
          "arn:aws:cloudformation:us-east-1:000000000000:stack/everhook/11111111-2222";
      default -> name;
    };
  }

  String queueUrl(String name) {
    return sqs.resolve("/000000000000/" + name).toString();
  }

  @Override
  public String attribute(String resource, String attribute) {
    return attribute.equals("Arn") && resource.endsWith("Queue")
        ? "arn:aws:sqs:us-east-1:000000000000:" + resource
        : resource + "." + attribute;
  }
}
