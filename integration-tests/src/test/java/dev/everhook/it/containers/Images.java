package dev.everhook.it.containers;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.testcontainers.utility.DockerImageName;

/** The images that the containers are made of. */
public final class Images {
  static final DockerImageName FLOCI = DockerImageName.parse("floci/floci:1.5.33");
  static final DockerImageName LAMBDA = DockerImageName.parse("public.ecr.aws/lambda/java:25");
  static final DockerImageName TOXIPROXY =
      DockerImageName.parse("ghcr.io/shopify/toxiproxy:2.12.0");

  private Images() {}

  /**
   * What is missing here. Docker's own command is asked, since Testcontainers would try for minutes
   * to pull what is not there, helpers of its own included.
   */
  public static Optional<String> missing() throws InterruptedException {
    if (!succeeds("docker", "version")) {
      return Optional.of("no Docker engine answers here");
    }
    List<String> missing = new ArrayList<>();
    for (DockerImageName image : List.of(FLOCI, LAMBDA, TOXIPROXY)) {
      String name = image.asCanonicalNameString();
      if (!succeeds("docker", "image", "inspect", name)) {
        missing.add(name);
      }
    }
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("images are missing; docker pull gets each: " + String.join(", ", missing));
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // The command is not installed.
      return false;
    }
  }
}
