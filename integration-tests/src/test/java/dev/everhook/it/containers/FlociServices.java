package dev.everhook.it.containers;

import dev.everhook.core.AwsClients;
import dev.everhook.core.ledger.NewTable;
import dev.everhook.it.lambda.AwsServices;
import io.floci.testcontainers.FlociContainer;
import java.net.URI;
import java.util.Map;
import org.testcontainers.containers.Network;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** AWS's services from Floci: queues, tables, buckets and secrets. */
public final class FlociServices implements AwsServices {
  private static final String TABLE = "ledger";
  private static final String SECRET = "webhook";

  private final FlociContainer floci;
  private final SqsClient sqs;
  private final DynamoDbClient dynamo;
  private final SecretsManagerClient secrets;
  private final S3Client s3;

  /**
   * @param network where the functions are too
   */
  @SuppressWarnings("resource")
  public FlociServices(Network network) {
    floci = new FlociContainer(Images.FLOCI).withNetwork(network);
    floci.start();
    URI endpoint = URI.create(floci.getEndpoint());
    AwsCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(floci.getAccessKey(), floci.getSecretKey()));
    Region region = Region.of(floci.getRegion());
    sqs =
        SqsClient.builder()
            .httpClientBuilder(AwsClients.http())
            .endpointOverride(endpoint)
            .credentialsProvider(credentials)
            .region(region)
            .build();
    dynamo =
        DynamoDbClient.builder()
            .httpClientBuilder(AwsClients.http())
            .endpointOverride(endpoint)
            .credentialsProvider(credentials)
            .region(region)
            .build();
    secrets =
        SecretsManagerClient.builder()
            .httpClientBuilder(AwsClients.http())
            .endpointOverride(endpoint)
            .credentialsProvider(credentials)
            .region(region)
            .build();
    s3 =
        S3Client.builder()
            .httpClientBuilder(AwsClients.http())
            .endpointOverride(endpoint)
            .forcePathStyle(true)
            .credentialsProvider(credentials)
            .region(region)
            .build();
  }

  @Override
  public SqsClient sqs() {
    return sqs;
  }

  /** By its address: the SDK writes a bucket into the path only where the host is no name. */
  @Override
  public URI queues() {
    String address =
        floci
            .getContainerInfo()
            .getNetworkSettings()
            .getNetworks()
            .values()
            .iterator()
            .next()
            .getIpAddress();
    return URI.create("http://%s:%d".formatted(address, FlociContainer.PORT));
  }

  @Override
  public DynamoDbClient dynamo() {
    return dynamo;
  }

  @Override
  public String makeTable() {
    NewTable.create(dynamo, TABLE);
    return TABLE;
  }

  @Override
  public void makeBucket(String name) {
    s3.createBucket(call -> call.bucket(name));
  }

  @Override
  public String makeSecret(String token) {
    return secrets.createSecret(call -> call.name(SECRET).secretString(json(token))).arn();
  }

  @Override
  public void rotate(String token) {
    secrets.putSecretValue(call -> call.secretId(SECRET).secretString(json(token)));
  }

  private static String json(String token) {
    return "{\"token\":\"%s\"}".formatted(token);
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        "AWS_REGION", floci.getRegion(),
        "AWS_ACCESS_KEY_ID", floci.getAccessKey(),
        "AWS_SECRET_ACCESS_KEY", floci.getSecretKey(),
        "AWS_ENDPOINT_URL", queues().toString());
  }

  @Override
  public void close() {
    sqs.close();
    dynamo.close();
    secrets.close();
    s3.close();
    floci.stop();
  }
}
