package dev.everhook.worker;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets Manager, with one secret in it. */
final class StoredSecret implements SecretsManagerClient {
  private final String arn;
  private GetSecretValueResponse value = GetSecretValueResponse.builder().build();
  private @Nullable SdkException failure;
  private int reads;

  StoredSecret(String arn) {
    this.arn = arn;
  }

  /** Stores a version of the secret; null for one that is no text. */
  void put(String version, @Nullable String text) {
    value = GetSecretValueResponse.builder().versionId(version).secretString(text).build();
    failure = null;
  }

  void fail(SdkException with) {
    failure = with;
  }

  int reads() {
    return reads;
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    reads++;
    if (!arn.equals(request.secretId())) {
      throw ResourceNotFoundException.builder().message(request.secretId()).build();
    }
    if (failure != null) {
      throw failure;
    }
    return value;
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {
    // Nothing is held.
  }
}
