package dev.everhook.core.ledger;

import com.amazonaws.services.dynamodbv2.local.server.DynamoDBProxyServer;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import dev.everhook.core.AwsClients;
import dev.everhook.core.aws.AwsAccess;
import dev.everhook.core.aws.AwsApi;
import dev.everhook.core.aws.AwsJsonService;
import dev.everhook.core.aws.AwsService;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * DynamoDB in memory, one for all tests of this process. Started by its parts, since its own
 * starter wants services of AWS that are left out.
 */
public final class LocalDynamo {
  private static final LocalDynamo ONE = new LocalDynamo();

  private final AtomicInteger tables = new AtomicInteger();
  private final URI endpoint;
  private final DynamoDbClient client;

  private LocalDynamo() {
    try {
      int port = freePort();
      var handler = new LocalDynamoDBRequestHandler(0, true, null, true, false);
      new DynamoDBProxyServer(port, new LocalDynamoDBServerHandler(handler, null)).start();
      endpoint = URI.create("http://127.0.0.1:" + port);
      client = client(endpoint);
    } catch (Exception e) {
      throw new IllegalStateException("DynamoDB in memory does not start", e);
    }
  }

  private static int freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where it is served. */
  public static URI endpoint() {
    return ONE.endpoint;
  }

  /** A client of it. */
  public static DynamoDbClient client() {
    return ONE.client;
  }

  /** A store, with all the time that a busy machine needs. */
  static LedgerStore store(String table) {
    return new DynamoLedgerStore(patient(ONE.endpoint), table, Duration.ofMinutes(1));
  }

  /** The operations of a table, with as much time. */
  static OperationStore operations(String table) {
    return new DynamoOperationStore(patient(ONE.endpoint), table, Duration.ofMinutes(1));
  }

  /** The service as stores call it, with all the time that a busy machine needs. */
  static AwsService patient(URI endpoint) {
    return new AwsJsonService(AwsApi.DYNAMODB, AwsAccess.local(endpoint), Duration.ofMinutes(1));
  }

  private static DynamoDbClient client(URI endpoint) {
    return DynamoDbClient.builder()
        .httpClientBuilder(AwsClients.http())
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
        .build();
  }

  /** Makes a table as {@link LedgerTable} says; returns its name. */
  public static String newTable() {
    String name = "ledger-" + ONE.tables.incrementAndGet();
    NewTable.create(ONE.client, name);
    return name;
  }
}
