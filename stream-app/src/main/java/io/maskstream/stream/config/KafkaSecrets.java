package io.maskstream.stream.config;

import java.util.regex.Pattern;
import org.apache.kafka.common.config.types.Password;

/** Hides the values of Kafka's properties that are, or may hold, secrets. */
final class KafkaSecrets {

    static final String HIDDEN = Password.HIDDEN;

    // By name and not by Kafka's own definitions: plugins (callback handlers, registries) bring keys of their own.
    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|user\\.info|\\.key$|private|assertion");

    private KafkaSecrets() {}

    static String masked(String name, String value) {
        return SECRET.matcher(name).find() ? HIDDEN : value;
    }
}
