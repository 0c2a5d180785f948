package dev.everhook.infra;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.everhook.infra.MotoServer.Result;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * An account in an emulator of AWS, with a bucket for code and an empty secret. Tests are skipped,
 * and say so, where moto_server or the AWS CLI is not installed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EmulatedAccount {
  private @Nullable MotoServer started;
  private String secret = "";

  @BeforeAll
  void open(@TempDir Path folder) throws IOException, InterruptedException {
    assumeThat(MotoServer.isInstalled()).as("moto_server and the AWS CLI are installed").isTrue();
    MotoServer moto = MotoServer.start(folder);
    started = moto;
    assumeThat(moto.isReachedByTheCli()).as("the AWS CLI knows AWS_ENDPOINT_URL").isTrue();
    moto.run("aws", "s3", "mb", "s3://code");
    secret = moto.aws("secretsmanager", "create-secret", "--name", "hook").path("ARN").asText();
  }

  @AfterAll
  void close() {
    if (started != null) {
      started.close();
    }
  }

  MotoServer moto() {
    if (started == null) {
      throw new IllegalStateException("moto_server is not started");
    }
    return started;
  }

  Result infra(String command, String... arguments) throws IOException, InterruptedException {
    String[] all = new String[arguments.length + 1];
    all[0] = Path.of(command).toAbsolutePath().toString();
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return moto().run(all);
  }

  /** The ARN of the secret. */
  String secret() {
    return secret;
  }
}
