package io.maskstream.it;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.MemberDescription;

/** Who owns the partitions of an application. */
final class Members {

    private Members() {}

    /** Processes that own partitions of the input topic; 0 while the group is on the move. */
    static int owning(Map<String, String> settings, Topics topics) {
        String group = settings.getOrDefault("maskstream.application.id", "");
        String servers = settings.getOrDefault("kafka.bootstrap.servers", "");
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers))) {
            return (int) admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                    .flatMap(description -> description.members().stream())
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(topics.input())))
                    .map(Members::process)
                    .distinct()
                    .count();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot describe group " + group, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the group was described", e);
        }
    }

    /** Streams names its consumers APPLICATION-PROCESS-StreamThread-N-consumer. */
    private static String process(MemberDescription member) {
        return member.clientId().replaceAll("-StreamThread-.*", "");
    }
}
