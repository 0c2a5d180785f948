package dev.everhook.cli;

import dev.everhook.embedded.Functions;
import dev.everhook.embedded.sqs.DataFolder;
import dev.everhook.embedded.sqs.RunningEndpoints;
import java.io.IOException;
import java.nio.file.Path;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Finds the embedded run that has a data folder. */
final class EmbeddedDeployment {
  private EmbeddedDeployment() {}

  /**
   * Finds the run.
   *
   * @throws IOException if no run has the folder, saying how to start one
   */
  static Deployment open(Path folder) throws IOException {
    RunningEndpoints endpoints =
        DataFolder.running(folder)
            .orElseThrow(
                () ->
                    new IOException(
                        "No Everhook runs on the data folder %s. Start one with: ./everhook up"
                            .formatted(folder)));
    LambdaClient lambda =
        FunctionCaller.patientClient()
            .endpointOverride(endpoints.invoke())
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .build();
    return new Deployment(
        new DeploymentNames(
            "embedded run, data in " + folder,
            Functions.ENQUEUE,
            Functions.REDRIVE,
            Functions.WORKER,
            null),
        folder.resolve("bulk"),
        () -> System.getProperty("user.name", "unknown"),
        lambda);
  }
}
