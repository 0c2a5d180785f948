package dev.everhook.infra;

import com.fasterxml.jackson.databind.JsonNode;
import dev.everhook.infra.MotoServer.Result;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An account in an emulator of AWS.
 *
 * @param moto the emulator
 * @param secret the ARN of a secret without a value
 * @param key the ARN of a KMS key
 */
record EmulatedAccount(MotoServer moto, String secret, String key) implements AutoCloseable {
  /** Its number, which the emulator gives to every account. */
  static final String NUMBER = "123456789012";

  /** The bucket of the functions' code. */
  static final String BUCKET = "code";

  static EmulatedAccount open(MotoServer moto) throws IOException, InterruptedException {
    moto.run("aws", "s3", "mb", "s3://" + BUCKET);
    return new EmulatedAccount(
        moto,
        moto.aws("secretsmanager", "create-secret", "--name", "hook").path("ARN").asText(),
        moto.aws("kms", "create-key").path("KeyMetadata").path("Arn").asText());
  }

  /** Runs infra/deploy, without a build, or infra/destroy. */
  Result infra(String command, String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(Path.of(command).toAbsolutePath().toString()));
    if (command.equals("deploy")) {
      all.addAll(List.of("--no-build", "--bucket", BUCKET));
    }
    all.addAll(List.of(arguments));
    return moto.run(all.toArray(String[]::new));
  }

  /** A call of the AWS CLI with its input as JSON. */
  JsonNode aws(String service, String call, Map<String, ?> input)
      throws IOException, InterruptedException {
    return moto.aws(service, call, input);
  }

  @Override
  public void close() {
    moto.close();
  }
}
