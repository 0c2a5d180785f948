import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Runs the worker once, so that the JVM learns what it loads: serves it one event, its ledger, its
 * secret and a webhook, all but the event over HTTPS, and ends it when the event is answered.
 *
 * <p>With nothing but java.base, since the base image has a small Java. Arguments: the command.
 * Environment: the worker's, without addresses; KEY_STORE and PASSWORD of a certificate for 127.0.0.1.
 */
public final class Training {
  private static final String HOST = "127.0.0.1";
  private static final String SECRET =
      "{\"ARN\":\"arn\",\"VersionId\":\"1\",\"SecretString\":\"{\\\"token\\\":\\\"training\\\"}\"}";
  private static final String EVENT =
      """
      {"Records":[{"messageId":"1","receiptHandle":"1","attributes":{"ApproximateReceiveCount":"1",\
      "SentTimestamp":"%1$d","ApproximateFirstReceiveTimestamp":"%1$d"},"messageAttributes":{},\
      "eventSource":"aws:sqs","eventSourceARN":"arn:aws:sqs:us-east-1:000000000000:refresh",\
      "awsRegion":"us-east-1","body":"{\\"version\\":1,\\"trigger\\":\\"schedule\\",\
      \\"scheduleArn\\":\\"arn:aws:scheduler:us-east-1:000000000000:schedule/training/training\\",\
      \\"scheduledTime\\":\\"%2$s\\"}"}]}""";

  private static final CountDownLatch CALLED = new CountDownLatch(1);
  private static final CountDownLatch ANSWERED = new CountDownLatch(1);
  private static boolean served;

  private record Request(String line, Map<String, String> headers) {}

  private record Answer(int status, Map<String, String> headers, String body) {
    static Answer of(String body) {
      return new Answer(200, Map.of(), body);
    }
  }

  private interface Service {
    Answer answer(Request request) throws InterruptedException;
  }

  private Training() {}

  public static void main(String[] command) throws Exception {
    InetAddress loopback = InetAddress.getByName(HOST);
    ServerSocket runtime = new ServerSocket(0, 50, loopback);
    ServerSocket https = tls().getServerSocketFactory().createServerSocket(0, 50, loopback);
    serve(runtime, Training::runtimeApi);
    serve(https, Training::service);

    ProcessBuilder worker = new ProcessBuilder(command).inheritIO();
    Map<String, String> environment = worker.environment();
    String endpoint = "https://" + HOST + ":" + https.getLocalPort();
    environment.put("AWS_LAMBDA_RUNTIME_API", HOST + ":" + runtime.getLocalPort());
    environment.put("AWS_ENDPOINT_URL", endpoint);
    environment.put("WEBHOOK_URL", endpoint + "/webhook");
    environment.put("REFRESH_QUEUE_URL", endpoint + "/000000000000/refresh");
    environment.put("DEAD_LETTER_QUEUE_URL", endpoint + "/000000000000/dead");
    Process process = worker.start();
    process.onExit().thenRun(ANSWERED::countDown);
    boolean answered = ANSWERED.await(120, TimeUnit.SECONDS);
    // By a signal, at which the JVM ends in order, and writes down what it learnt.
    process.destroy();
    process.waitFor();
    if (!answered || CALLED.getCount() > 0) {
      throw new IllegalStateException("the worker made no call: its output above says why");
    }
    System.exit(0);
  }

  private static SSLContext tls() throws Exception {
    char[] password = System.getenv("PASSWORD").toCharArray();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(Path.of(System.getenv("KEY_STORE")))) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /** One event, and then none for ever. */
  private static synchronized Answer nextEvent() {
    if (served) {
      return null;
    }
    served = true;
    Instant now = Instant.now();
    return new Answer(
        200,
        Map.of(
            "Lambda-Runtime-Aws-Request-Id", "training",
            "Lambda-Runtime-Deadline-Ms", Long.toString(now.plusSeconds(660).toEpochMilli()),
            "Lambda-Runtime-Invoked-Function-Arn",
                "arn:aws:lambda:us-east-1:000000000000:function:training",
            "Content-Type", "application/json"),
        EVENT.formatted(now.toEpochMilli(), now));
  }

  private static Answer runtimeApi(Request request) throws InterruptedException {
    if (!request.line().contains("/invocation/next ")) {
      ANSWERED.countDown();
      return new Answer(202, Map.of(), "");
    }
    Answer event = nextEvent();
    if (event == null) {
      new CountDownLatch(1).await();
    }
    return event;
  }

  private static Answer service(Request request) {
    String target = request.headers().getOrDefault("x-amz-target", "");
    if (target.isEmpty()) {
      CALLED.countDown();
    }
    return Answer.of(target.endsWith(".GetSecretValue") ? SECRET : "{}");
  }

  private static void serve(ServerSocket server, Service service) {
    Thread.ofPlatform().daemon().start(() -> {
      while (true) {
        try {
          Socket socket = server.accept();
          Thread.ofPlatform().daemon().start(() -> converse(socket, service));
        } catch (IOException e) {
          return;
        }
      }
    });
  }

  private static void converse(Socket socket, Service service) {
    try (socket;
        InputStream in = new BufferedInputStream(socket.getInputStream())) {
      OutputStream out = socket.getOutputStream();
      socket.setTcpNoDelay(true);
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          String[] parts = header.split(":", 2);
          headers.put(parts[0].toLowerCase(), parts[1].strip());
        }
        in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        out.write(written(service.answer(new Request(line, headers))));
        out.flush();
      }
    } catch (IOException | InterruptedException e) {
      // The worker closed the connection, or is gone.
    }
  }

  private static byte[] written(Answer answer) {
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    lines.add("HTTP/1.1 " + answer.status() + " OK");
    lines.add("Content-Length: " + body.length);
    answer.headers().forEach((name, value) -> lines.add(name + ": " + value));
    return (String.join("\r\n", lines) + "\r\n\r\n" + answer.body())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
