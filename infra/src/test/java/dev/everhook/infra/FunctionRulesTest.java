package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.everhook.core.Settings;
import dev.everhook.producer.EnqueueHandler;
import dev.everhook.redrive.RedriveHandler;
import dev.everhook.worker.DeliveryFunction;
import dev.everhook.worker.DeliveryHandler;
import dev.everhook.worker.WorkerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionRulesTest {
  /** A cold start reads all of it. */
  private static final long LARGEST_ZIP = 15L * 1024 * 1024;

  static List<Arguments> handlers() {
    return List.of(
        Arguments.of("WorkerFunction", DeliveryFunction.class, DeliveryHandler.SETTINGS),
        Arguments.of("EnqueueFunction", EnqueueHandler.class, EnqueueHandler.SETTINGS),
        Arguments.of("RedriveFunction", RedriveHandler.class, RedriveHandler.SETTINGS));
  }

  static List<FunctionResource> functions() {
    return Stacks.PLAIN.functions();
  }

  static List<String> timeouts() {
    return Objects.requireNonNull(Stacks.TEMPLATE.parameters().get("WebhookTimeout"))
        .allowedValues();
  }

  @Test
  void there_are_three() {
    assertThat(functions()).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("handlers")
  void every_variable_that_its_handler_reads_is_set_and_no_other(
      String name, Class<?> handler, List<String> settings) {
    FunctionResource function = Stacks.PLAIN.function(name);

    assertThat(function.handler()).isEqualTo(handler.getName());
    assertThat(function.environment().keySet())
        .containsExactlyInAnyOrderElementsOf(settings.stream().map(Settings::variable).toList());
  }

  @ParameterizedTest
  @MethodSource("functions")
  void its_handler_is_in_its_zip_which_is_small(FunctionResource function) throws IOException {
    Path zip = Path.of(function.zip());
    assumeThat(zip).as("packaged by mvn package").exists();

    assertThat(Files.size(zip)).isLessThanOrEqualTo(LARGEST_ZIP);
    assertThat(classes(zip)).contains(function.handler().replace('.', '/') + ".class");
  }

  private static List<String> classes(Path zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipFile packed = new ZipFile(zip.toFile())) {
      for (ZipEntry entry : packed.stream().toList()) {
        assertThat(entry.getName()).startsWith("lib/");
        if (entry.getName().startsWith("lib/everhook-")) {
          try (InputStream in = packed.getInputStream(entry);
              JarInputStream jar = new JarInputStream(in)) {
            for (var inside = jar.getNextEntry(); inside != null; inside = jar.getNextEntry()) {
              names.add(inside.getName());
            }
          }
        }
      }
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void an_sbom_lies_beside_its_zip(FunctionResource function) {
    assumeThat(Path.of(function.zip())).as("packaged by mvn package").exists();

    assertThat(Path.of(function.zip().replace(".zip", ".cdx.json"))).isNotEmptyFile();
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void the_worker_starts_with_what_the_template_gives_it(String timeout) {
    Stack stack = Stacks.of(Map.of("WebhookTimeout", timeout));
    FunctionResource worker = stack.function("WorkerFunction");

    WorkerSettings settings =
        WorkerSettings.read(Settings.fromEnvironment(worker.environment(), WorkerSettings.NAMES));

    assertThat(settings.webhookTimeout()).isEqualTo(Duration.ofSeconds(Long.parseLong(timeout)));
    assertThat(settings.times().functionTimeout()).isEqualTo(worker.timeout());
    assertThat(settings.times().visibility().toSeconds())
        .isEqualTo(stack.resource("RefreshQueue").number("VisibilityTimeout"));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void messages_stay_hidden_for_six_runs_of_a_function_and_more(String timeout) {
    Stack stack = Stacks.of(Map.of("WebhookTimeout", timeout));

    assertThat(stack.resource("RefreshQueue").number("VisibilityTimeout"))
        .isGreaterThanOrEqualTo(6 * stack.resource("WorkerFunction").number("Timeout"));
    assertThat(stack.functions())
        .allSatisfy(f -> assertThat(f.timeout()).isLessThanOrEqualTo(Duration.ofMinutes(15)));
  }

  @Test
  void each_runs_java_25_on_arm_logs_json_and_is_traced() {
    for (Resource function : Stacks.PLAIN.ofType(FunctionResource.TYPE)) {
      String logs = function.name().replace("Function", "Logs");

      assertThat(function.text("Runtime")).isEqualTo("java25");
      assertThat(function.list("Architectures")).isEqualTo(List.of("arm64"));
      assertThat(function.map("TracingConfig")).isEqualTo(Map.of("Mode", "Active"));
      assertThat(function.map("LoggingConfig"))
          .isEqualTo(
              Map.of(
                  "LogGroup", "${" + logs + "}",
                  "LogFormat", "JSON",
                  "ApplicationLogLevel", "INFO",
                  "SystemLogLevel", "WARN"));
      assertThat(Stacks.PLAIN.resource(logs).number("RetentionInDays")).isEqualTo(30);
    }
  }

  @Test
  void memory_is_by_parameter() {
    Map<String, String> sizes = new HashMap<>();
    sizes.put("WorkerMemory", "600");
    sizes.put("EnqueueMemory", "700");
    sizes.put("RedriveMemory", "800");

    assertThat(Stacks.of(sizes).functions())
        .extracting(FunctionResource::memory)
        .containsExactly(600, 700, 800);
  }

  @Test
  void the_worker_takes_whole_batches_and_gives_back_parts() {
    assertThat(Stacks.PLAIN.resource("WorkerMapping").properties())
        .isEqualTo(
            Map.of(
                "EventSourceArn",
                "${RefreshQueue.Arn}",
                "FunctionName",
                "${WorkerFunction}",
                "BatchSize",
                "10",
                "FunctionResponseTypes",
                List.of("ReportBatchItemFailures"),
                "ScalingConfig",
                Map.of("MaximumConcurrency", "2"),
                "MetricsConfig",
                Map.of("Metrics", List.of("EventCount"))));
  }

  @Test
  void a_function_url_is_there_on_demand_and_asks_for_a_signature() {
    assertThat(Stacks.PLAIN.resources()).doesNotContainKey("EnqueueFunctionUrl");
    assertThat(Stacks.PLAIN.outputs()).doesNotContainKey("EnqueueUrl");
    assertThat(Stacks.FULL.resource("EnqueueFunctionUrl").text("AuthType")).isEqualTo("AWS_IAM");
  }
}
