package dev.everhook.it.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** The images that the containers are made of. */
public final class Images {
  static final DockerImageName FLOCI = DockerImageName.parse("floci/floci:1.5.33");
  static final DockerImageName LAMBDA = DockerImageName.parse("public.ecr.aws/lambda/java:25");
  static final DockerImageName TOXIPROXY =
      DockerImageName.parse("ghcr.io/shopify/toxiproxy:2.12.0");

  private static final List<DockerImageName> ALL = List.of(FLOCI, LAMBDA, TOXIPROXY);

  private Images() {}

  /**
   * What is missing here. An image that is not there is not pulled: without a way to its registry
   * that would be tried for two minutes.
   */
  public static Optional<String> missing() {
    if (!DockerClientFactory.instance().isDockerAvailable()) {
      return Optional.of("no Docker engine answers here");
    }
    DockerClient docker = DockerClientFactory.lazyClient();
    List<String> names =
        ALL.stream()
            .map(DockerImageName::asCanonicalNameString)
            .filter(name -> !isThere(docker, name))
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "these images are not here, docker pull gets them: " + String.join(" ", names));
  }

  private static boolean isThere(DockerClient docker, String name) {
    try {
      docker.inspectImageCmd(name).exec();
      return true;
    } catch (NotFoundException e) {
      return false;
    }
  }
}
