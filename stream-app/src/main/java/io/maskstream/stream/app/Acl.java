package io.maskstream.stream.app;

import io.maskstream.stream.config.PipelineConfig;
import io.maskstream.stream.config.ProcessingGuarantee;
import io.maskstream.stream.config.Standalone;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that a pipeline has to be allowed. READ and WRITE bring DESCRIBE with them, and whoever may write to a topic may
 * have an idempotent producer, so that these are not listed.
 *
 * @param resource {@code topic}, {@code group} or {@code transactional-id}, as kafka-acls.sh calls them
 * @param pattern {@code literal}, or {@code prefixed} when the name is a beginning
 * @param operations as Kafka's ACLs name them
 */
record Acl(String resource, String name, String pattern, List<String> operations) {

    private static final String LITERAL = "literal";

    /** All that a pipeline needs, and nothing else. */
    static List<Acl> of(PipelineConfig config) {
        Standalone standalone = config.standalone();
        List<Acl> acls = new ArrayList<>();
        // The settings of topics are asked for by the checks at start.
        for (String input : standalone.inputTopics()) acls.add(topic(input, "Read"));
        acls.add(topic(standalone.outputTopic(), "Write"));
        acls.add(topic(config.deadLetterTopic(), "Write"));
        acls.add(new Acl("group", standalone.applicationId(), LITERAL, List.of("Read")));
        // Kafka Streams adds the process and the thread.
        if (config.processingGuarantee() == ProcessingGuarantee.EXACTLY_ONCE_V2)
            acls.add(new Acl("transactional-id", standalone.applicationId() + "-", "prefixed", List.of("Write")));
        return List.copyOf(acls);
    }

    private static Acl topic(String name, String operation) {
        return new Acl("topic", name, LITERAL, List.of(operation, "DescribeConfigs"));
    }
}
