package dev.everhook.benchmarks.coldstart;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.everhook.benchmarks.naive.NaiveHandler;
import dev.everhook.infra.FunctionResource;
import dev.everhook.infra.ResourceNames;
import dev.everhook.infra.Template;
import dev.everhook.it.lambda.ManagedRuntime;
import dev.everhook.it.lambda.TaskRoot;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** Makes the functions that are measured. */
final class Peers {
  private static final Path INFRA = Path.of(System.getProperty("everhook.infra", "infra"));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** To look closer, such as {@code -Xlog:class+load:file=/tmp/classes}. */
  private static final String FLAGS = System.getProperty("everhook.flags", "");

  private final Path folder;
  private final Map<String, String> environment;
  private final Certificate certificate;
  private final FunctionResource worker;

  Peers(Path folder, HttpsStub stub, Certificate certificate) {
    this.folder = folder;
    this.certificate = certificate;
    this.worker =
        Template.load()
            .stack(Map.of("WebhookUrl", stub.webhookUrl().toString()), names(stub))
            .function("WorkerFunction");
    this.environment = new HashMap<>(worker.environment());
    environment.put("AWS_LAMBDA_FUNCTION_NAME", worker.name());
    environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(worker.memory()));
    environment.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "benchmark");
    environment.put("AWS_SECRET_ACCESS_KEY", "benchmark");
    environment.put("AWS_ENDPOINT_URL", stub.endpoint().toString());
  }

  private static ResourceNames names(HttpsStub stub) {
    ResourceNames placeholders = ResourceNames.placeholders();
    return new ResourceNames() {
      @Override
      public String ref(String name) {
        return name.endsWith("Queue")
            ? stub.endpoint().resolve("/000000000000/" + name).toString()
            : placeholders.ref(name);
      }

      @Override
      public String attribute(String resource, String attribute) {
        return placeholders.attribute(resource, attribute);
      }
    };
  }

  /** Everhook's worker from its zip. */
  Peer worker() throws IOException {
    Path zip = INFRA.resolve(worker.zip());
    Path taskRoot = TaskRoot.unpack(zip, folder.resolve("worker"));
    return new Peer("worker", managed(worker.handler()), taskRoot, environment, Files.size(zip));
  }

  /** What the worker is made of, with a plain handler, databind and the SDK's own clients. */
  Peer naive() throws IOException {
    Path taskRoot = TaskRoot.unpack(INFRA.resolve(worker.zip()), folder.resolve("naive"));
    Path lib = taskRoot.resolve("lib");
    for (Path jar : list(lib)) {
      if (jar.getFileName().toString().startsWith("everhook-")) {
        Files.delete(jar);
      }
    }
    for (Class<?> library :
        List.of(
            ObjectMapper.class,
            JsonInclude.class,
            DynamoDbClient.class,
            SecretsManagerClient.class)) {
      copy(ManagedRuntime.jar(library), lib);
    }
    for (Class<?> type :
        List.of(NaiveHandler.class, NaiveHandler.Refresh.class, NaiveHandler.Secret.class)) {
      copy(type, taskRoot);
    }
    long bytes = 0;
    for (Path jar : list(lib)) {
      bytes += Files.size(jar);
    }
    return new Peer(
        "naive handler", managed(NaiveHandler.class.getName()), taskRoot, environment, bytes);
  }

  /** The worker on the application class path, with a cache of what the JVM made of it. */
  Peer image(Path function) throws IOException {
    List<String> command = new ArrayList<>(List.of(JAVA, trust()));
    command.add("@" + function.resolve("java.args"));
    command.add(worker.handler());
    Path taskRoot = Files.createDirectory(folder.resolve("image"));
    return new Peer("worker, image", command, taskRoot, environment, size(function));
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** The original job. */
  Peer node() throws IOException {
    Path taskRoot = Files.createDirectory(folder.resolve("node"));
    for (String file : List.of("bootstrap.mjs", "index.mjs")) {
      try (InputStream in = Peers.class.getResourceAsStream(file)) {
        Files.copy(requireNonNull(in), taskRoot.resolve(file));
      }
    }
    return new Peer(
        "Node.js function",
        List.of("node", "bootstrap.mjs"),
        taskRoot,
        Map.of(
            "PATH", System.getenv("PATH"),
            "WEBHOOK_URL", requireNonNull(environment.get("WEBHOOK_URL")),
            "WEBHOOK_TOKEN", HttpsStub.TOKEN,
            "NODE_EXTRA_CA_CERTS", certificate.pem().toString()),
        Files.size(taskRoot.resolve("index.mjs")));
  }

  private List<String> managed(String handler) {
    List<String> command = new ArrayList<>(List.of(JAVA, trust()));
    command.addAll(ManagedRuntime.flags(worker.memory()));
    if (!FLAGS.isBlank()) {
      command.addAll(List.of(FLAGS.split(" ")));
    }
    command.addAll(List.of("-classpath", ManagedRuntime.classPath()));
    command.addAll(List.of(ManagedRuntime.MAIN, handler));
    return command;
  }

  private String trust() {
    return "-Djavax.net.ssl.trustStore=" + certificate.trustStore();
  }

  private static void copy(Path jar, Path lib) throws IOException {
    Files.copy(jar, lib.resolve(jar.getFileName()));
  }

  private static void copy(Class<?> type, Path taskRoot) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    Path target = taskRoot.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream in = type.getClassLoader().getResourceAsStream(file)) {
      Files.copy(requireNonNull(in), target);
    }
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
