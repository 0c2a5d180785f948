package dev.everhook.redrive;

import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Archives in a bucket, each part an object. */
public final class S3ArchiveStore implements ArchiveStore {
  private final S3Client client;
  private final String bucket;

  /**
   * @param client the client, which stays the caller's to close
   * @param bucket the bucket's name
   */
  public S3ArchiveStore(S3Client client, String bucket) {
    this.client = client;
    this.bucket = bucket;
  }

  @Override
  public void write(String name, byte[] content) {
    attempt(
        "write",
        name,
        () ->
            client.putObject(
                put -> put.bucket(bucket).key(name).contentType("application/x-ndjson"),
                RequestBody.fromBytes(content)));
  }

  @Override
  public byte[] read(String name) {
    return attempt(
        "read",
        name,
        () -> client.getObjectAsBytes(get -> get.bucket(bucket).key(name)).asByteArray());
  }

  @Override
  public List<String> list(String prefix) {
    return attempt(
        "list",
        prefix,
        () ->
            client
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                .contents()
                .stream()
                .map(S3Object::key)
                .sorted()
                .toList());
  }

  @Override
  public String location(String archive) {
    return "s3://" + bucket + "/" + ArchiveNames.prefix(archive);
  }

  private <T> T attempt(String what, String name, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw new ArchiveException(
          what, "s3://" + bucket + "/" + name, String.valueOf(e.getMessage()), e);
    }
  }
}
