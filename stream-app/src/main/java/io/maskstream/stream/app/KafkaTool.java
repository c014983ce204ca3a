package io.maskstream.stream.app;

import java.util.List;
import java.util.stream.Collectors;

/** Commands of Kafka's own tools that mend what is wrong with a topic. */
final class KafkaTool {

    private KafkaTool() {}

    static String create(String servers, String topic, int partitions) {
        return "kafka-topics.sh --bootstrap-server " + servers + " --create --topic " + topic + " --partitions "
                + partitions;
    }

    static String create(String servers, String topic, int partitions, long maxMessageBytes) {
        return create(servers, topic, partitions) + " --config max.message.bytes=" + maxMessageBytes;
    }

    static String setMaxMessageBytes(String servers, String topic, long maxMessageBytes) {
        return "kafka-configs.sh --bootstrap-server " + servers + " --alter --entity-type topics --entity-name " + topic
                + " --add-config max.message.bytes=" + maxMessageBytes;
    }

    static String allow(String servers, String topic, String operation) {
        return allow(servers, "User:NAME", new Acl("topic", topic, "literal", List.of(operation)));
    }

    static String allow(String servers, String principal, Acl acl) {
        String pattern = acl.pattern().equals("literal") ? "" : " --resource-pattern-type " + acl.pattern();
        return "kafka-acls.sh --bootstrap-server " + servers + " --add --allow-principal " + principal
                + acl.operations().stream().map(o -> " --operation " + o).collect(Collectors.joining()) + " --"
                + acl.resource() + " " + acl.name() + pattern;
    }
}
