package dev.everhook.infra;

import java.util.Map;

/**
 * The names that an emulator gave to resources, and the ARNs that follow from them.
 *
 * <p>It leaves out the {@code :*} that AWS has at the end of a log group's ARN.
 *
 * @param physical what {@code Ref} gives, by logical name; empty or left out for what it passed
 *     over
 */
record EmulatedNames(String account, String region, Map<String, String> physical)
    implements ResourceNames {

  @Override
  public String ref(String name) {
    return switch (name) {
      case "AWS::AccountId" -> account;
      case "AWS::Region" -> region;
      case "AWS::Partition" -> "aws";
      case "AWS::URLSuffix" -> "amazonaws.com";
      case "AWS::StackName" -> "refresh";
      case "AWS::StackId" ->
          "arn:aws:cloudformation:%s:%s:stack/refresh/0".formatted(region, account);
      default -> {
        String given = physical.getOrDefault(name, "");
        yield given.isEmpty() ? "${" + name + "}" : given;
      }
    };
  }

  @Override
  public String attribute(String resource, String attribute) {
    String name = ref(resource);
    String last = name.substring(name.lastIndexOf('/') + 1);
    return switch (attribute) {
      case "QueueName" -> last;
      case "Arn" -> arn(resource, last);
      default -> "${" + resource + "." + attribute + "}";
    };
  }

  private String arn(String resource, String name) {
    String inRegion = region + ":" + account + ":";
    if (resource.endsWith("Queue")) {
      return "arn:aws:sqs:" + inRegion + name;
    } else if (resource.endsWith("Role")) {
      return "arn:aws:iam::" + account + ":role/" + name;
    } else if (resource.endsWith("Function")) {
      return "arn:aws:lambda:" + inRegion + "function:" + name;
    } else if (resource.endsWith("Table")) {
      return "arn:aws:dynamodb:" + inRegion + "table/" + name;
    } else if (resource.endsWith("Bucket")) {
      return "arn:aws:s3:::" + name;
    } else if (resource.endsWith("Logs")) {
      return "arn:aws:logs:" + inRegion + "log-group:" + name;
    }
    return "${" + resource + ".Arn}";
  }
}
