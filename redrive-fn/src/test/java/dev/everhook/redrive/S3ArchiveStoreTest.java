package dev.everhook.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3ArchiveStoreTest {
  static {
    System.setProperty("aws.region", "us-east-1");
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  private final BucketStub bucket = new BucketStub();
  private final S3Client client =
      S3Client.builder()
          .httpClient(bucket)
          .endpointOverride(URI.create("https://s3.test"))
          .serviceConfiguration(s3 -> s3.pathStyleAccessEnabled(true).chunkedEncodingEnabled(false))
          .build();
  private final S3ArchiveStore store = new S3ArchiveStore(client, "bucket");

  @AfterEach
  void closeClient() {
    client.close();
  }

  @Test
  void a_part_is_an_object_and_is_read_as_it_was_written() {
    byte[] content = "{\"größe\":1}\n".getBytes(StandardCharsets.UTF_8);

    store.write("a-1/part-00001.jsonl", content);

    assertThat(bucket.objects).containsOnlyKeys("a-1/part-00001.jsonl");
    assertThat(store.read("a-1/part-00001.jsonl")).isEqualTo(content);
  }

  @Test
  void all_pages_of_a_list_are_read_in_order() {
    for (int i = 5; i > 0; i--) {
      bucket.objects.put(ArchiveNames.part("a-1", i), new byte[] {1});
    }
    bucket.objects.put("a-2/part-00001.jsonl", new byte[] {1});

    assertThat(store.list("a-1/"))
        .hasSize(5)
        .startsWith("a-1/part-00001.jsonl")
        .endsWith("a-1/part-00005.jsonl");
    assertThat(store.list("b/")).isEmpty();
  }

  @Test
  void its_place_is_an_s3_uri() {
    assertThat(store.location("a-1")).isEqualTo("s3://bucket/a-1/");
  }

  @Test
  void what_is_not_there_is_named() {
    assertThatExceptionOfType(ArchiveException.class)
        .isThrownBy(() -> store.read("a-1/part-00001.jsonl"))
        .withMessageContaining("Could not read s3://bucket/a-1/part-00001.jsonl: no such key");
  }
}
