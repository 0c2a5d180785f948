package dev.everhook.core.aws;

/** The API of a service that speaks JSON. */
public enum AwsApi {
  /** DynamoDB. */
  DYNAMODB("dynamodb", "DYNAMODB", "DynamoDB_20120810", "1.0"),
  /** Secrets Manager. */
  SECRETS_MANAGER("secretsmanager", "SECRETS_MANAGER", "secretsmanager", "1.1");

  private final String name;
  private final String variable;
  private final String prefix;
  private final String jsonVersion;

  AwsApi(String name, String variable, String prefix, String jsonVersion) {
    this.name = name;
    this.variable = variable;
    this.prefix = prefix;
    this.jsonVersion = jsonVersion;
  }

  /** The service's name in its address and in signatures. */
  public String serviceName() {
    return name;
  }

  /** What the names of its variables end in, such as {@code AWS_ENDPOINT_URL_DYNAMODB}. */
  String variable() {
    return variable;
  }

  /** The version of the protocol. */
  String jsonVersion() {
    return jsonVersion;
  }

  /** What names an operation to the service. */
  String target(String operation) {
    return prefix + "." + operation;
  }
}
