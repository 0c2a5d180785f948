package dev.everhook.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

class AwsAccessTest {
  @ParameterizedTest
  @CsvSource({
    "DYNAMODB, eu-west-1, amazonaws.com, https://dynamodb.eu-west-1.amazonaws.com",
    "DYNAMODB, cn-north-1, amazonaws.com.cn, https://dynamodb.cn-north-1.amazonaws.com.cn",
    "SECRETS_MANAGER, us-east-1, amazonaws.com, https://secretsmanager.us-east-1.amazonaws.com",
  })
  void a_service_is_found_in_the_functions_own_region(
      AwsApi api, String region, String urlSuffix, String endpoint) {
    AwsAccess access = AwsAccess.ofFunction(api, urlSuffix, Map.of("AWS_REGION", region));

    assertThat(access.endpoint()).hasToString(endpoint);
    assertThat(access.region()).isEqualTo(region);
    assertThat(access.credentials()).isInstanceOf(EnvironmentVariableCredentialsProvider.class);
  }

  @Test
  void an_address_that_is_set_is_taken_the_services_own_before_that_of_all() {
    Map<String, String> environment =
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_ENDPOINT_URL", "http://all",
            "AWS_ENDPOINT_URL_DYNAMODB", "http://dynamodb");

    assertThat(AwsAccess.ofFunction(AwsApi.DYNAMODB, "x", environment).endpoint())
        .hasToString("http://dynamodb");
    assertThat(AwsAccess.ofFunction(AwsApi.SECRETS_MANAGER, "x", environment).endpoint())
        .hasToString("http://all");
  }

  @Test
  void with_snap_start_credentials_are_asked_for() {
    Map<String, String> environment =
        Map.of(
            "AWS_REGION", "eu-west-1",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1/credentials");

    assertThat(AwsAccess.ofFunction(AwsApi.DYNAMODB, "x", environment).credentials())
        .isInstanceOf(ContainerCredentialsProvider.class);
  }

  @Test
  void without_a_region_it_says_so() {
    assertThatIllegalStateException()
        .isThrownBy(() -> AwsAccess.ofFunction(AwsApi.DYNAMODB, "x", Map.of()))
        .withMessage("AWS_REGION is not set, as Lambda sets it");
  }
}
