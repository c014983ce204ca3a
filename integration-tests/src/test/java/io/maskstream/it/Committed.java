package io.maskstream.it;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What an application has committed. */
final class Committed {

    private Committed() {}

    /** By input partition; a partition without is not there. */
    static Map<TopicPartition, OffsetAndMetadata> offsets(Map<String, String> settings) {
        String group = settings.getOrDefault("maskstream.application.id", "");
        String servers = settings.getOrDefault("kafka.bootstrap.servers", "");
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the offsets of group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the offsets were read", e);
        }
    }
}
