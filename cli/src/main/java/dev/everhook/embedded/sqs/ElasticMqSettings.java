package dev.everhook.embedded.sqs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/** Pekko's settings for ElasticMQ in somebody else's process: silent, and without hooks. */
final class ElasticMqSettings {
  /** The journal blocks its thread on the disk. */
  static final String JOURNAL_DISPATCHER = "everhook.journal-dispatcher";

  /**
   * The http settings are those that ElasticMQ 1.7.1 has in its application.conf, which is not read
   * here since it turns debug logging on: a long poll lasts 20 seconds, and the SDK's Authorization
   * header is not one that Pekko can parse.
   */
  private static final String SETTINGS =
      """
      pekko {
        loggers = []
        loglevel = OFF
        stdout-loglevel = OFF
        log-dead-letters = off
        log-dead-letters-during-shutdown = off
        daemonic = on
        jvm-shutdown-hooks = off
        jvm-exit-on-fatal-error = off
        coordinated-shutdown.run-by-jvm-shutdown-hook = off
        http.server {
          request-timeout = 21 s
          parsing {
            illegal-header-warnings = off
            max-uri-length = 256k
          }
        }
      }
      everhook.journal-dispatcher {
        type = PinnedDispatcher
        executor = "thread-pool-executor"
      }
      """;

  private ElasticMqSettings() {}

  static Config load() {
    var reference = ConfigFactory.defaultReference(ElasticMqSettings.class.getClassLoader());
    return ConfigFactory.parseString(SETTINGS).withFallback(reference).resolve();
  }
}
