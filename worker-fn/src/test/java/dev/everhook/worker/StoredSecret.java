package dev.everhook.worker;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets Manager, with one secret in it. */
final class StoredSecret implements SecretsManagerClient {
  private final String arn;
  private final AtomicInteger reads = new AtomicInteger();
  private volatile GetSecretValueResponse value = GetSecretValueResponse.builder().build();
  private volatile @Nullable SdkException failure;
  private volatile Runnable onRead = () -> {};

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

  /** Runs this within each read. */
  void onRead(Runnable action) {
    onRead = action;
  }

  int reads() {
    return reads.get();
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    reads.incrementAndGet();
    onRead.run();
    if (!arn.equals(request.secretId())) {
      throw ResourceNotFoundException.builder().message(request.secretId()).build();
    }
    SdkException fault = failure;
    if (fault != null) {
      throw fault;
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
