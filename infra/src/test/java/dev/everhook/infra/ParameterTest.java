package dev.everhook.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParameterTest {
  private static final Template TEMPLATE = Template.load();

  private static Parameter parameter(String name) {
    return Objects.requireNonNull(TEMPLATE.parameters().get(name), name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WebhookUrl | https://host/functions/v1/refresh-watch
          WebhookUrl | http://127.0.0.1:9000/
          WebhookTimeout | 780
          ScheduleExpression | rate(1 minute)
          ScheduleExpression | rate(72 hours)
          ScheduleExpression | cron(0 12 ? * MON-FRI *)
          ScheduleExpression | at(2026-03-01T12:00:00)
          ScheduleStartDate | 2026-03-01T12:00:00Z
          ScheduleStartDate | 2026-03-01T12:00:00.5Z
          FlexibleWindowMinutes | 1440
          MaxAttempts | 1
          MaxAttempts | 20
          SlotExpiry | 1
          SlotExpiry | 99
          SlotExpiry | 7999
          SlotExpiry | 8699
          SlotExpiry | 8760
          RetryStatuses | 404,409
          SecretArn | arn:aws:secretsmanager:eu-central-1:123456789012:secret:hook-AbCdEf
          KmsKeyArn | arn:aws-cn:kms:cn-north-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab
          AlarmEmail | ada@example.com
          """)
  void a_value_that_keeps_the_rules_may_be_used(String name, String value) {
    assertThat(parameter(name).problem(value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WebhookUrl | '' | must be an absolute https URL
          WebhookUrl | ftp://host | must be an absolute https URL
          WebhookUrl | https://a b | must be an absolute https URL
          AllowPlainHttp | yes | must be one of true, false
          WebhookTimeout | 601 | must be one of 10, 30, 60, 120, 300, 600, 780
          ScheduleExpression | rate(5 seconds) | 'must be rate(value minutes|hours|days), cron(fields) or at(yyyy-mm-ddThh:mm:ss)'
          ScheduleExpression | rate(0 hours) | 'must be rate(value minutes|hours|days), cron(fields) or at(yyyy-mm-ddThh:mm:ss)'
          ScheduleStartDate | 2026-03-01 | must be an instant in UTC, such as 2026-01-31T12:00:00Z, or empty
          ScheduleState | enabled | must be one of ENABLED, DISABLED
          FlexibleWindowMinutes | 1441 | must be a whole number from 0 to 1440
          MaxAttempts | 0 | must be a whole number from 1 to 20
          MaxAttempts | 21 | must be a whole number from 1 to 20
          MaxAttempts | 2.5 | must be a whole number from 1 to 20
          MaxAttempts | many | must be a whole number from 1 to 20
          MaxAttempts | '' | must be a whole number from 1 to 20
          RetryMaxDelay | 39601 | must be a whole number from 1 to 39600
          RetryStatuses | abc | 'must be a list of statuses from 300 to 599, such as 404,409, or empty'
          RejectStatuses | 200 | 'must be a list of statuses from 300 to 599, such as 404,409, or empty'
          RejectStatuses | 404,, | 'must be a list of statuses from 300 to 599, such as 404,409, or empty'
          SlotExpiry | 0 | must be a whole number of hours from 1 to 8760, or empty
          SlotExpiry | 8761 | must be a whole number of hours from 1 to 8760, or empty
          SlotExpiry | 9000 | must be a whole number of hours from 1 to 8760, or empty
          SlotExpiry | 10000 | must be a whole number of hours from 1 to 8760, or empty
          SlotExpiry | 1.5 | must be a whole number of hours from 1 to 8760, or empty
          IdempotencyKeyFormat | Quoted | must be one of quoted, raw
          BatchSize | 11 | must be a whole number from 1 to 10
          MaxConcurrency | 1 | must be a whole number from 2 to 1000
          SecretArn | my-secret | must be the ARN of a secret, or empty
          KmsKeyArn | alias/mine | must be the ARN of a KMS key, or empty
          AlarmEmail | nobody | must be an e-mail address, or empty
          HeartbeatHours | 169 | must be a whole number from 1 to 168
          WorkerMemory | 511 | must be a whole number from 512 to 10240
          Architecture | x86 | must be one of arm64, x86_64
          LogLevel | TRACE | must be one of DEBUG, INFO, WARN, ERROR
          EnqueueUrl | true | must be one of enabled, disabled
          """)
  void another_value_is_refused_with_the_rule(String name, String value, String problem) {
    assertThat(parameter(name).problem(value)).contains(problem);
  }
}
