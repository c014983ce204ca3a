package io.maskstream.stream.app;

import io.maskstream.stream.config.ConfigProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The brokers, asked what is there before a client is started that would wait for it in silence. An answer comes within
 * {@link #PATIENCE}, or a {@link StartupException} that names the brokers. For one thread.
 */
final class Cluster implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final DescribeTopicsOptions WITH_PERMISSIONS =
            new DescribeTopicsOptions().includeAuthorizedOperations(true);

    private final Admin admin;
    private final String key;
    private final String servers;

    private Cluster(Admin admin, String key, String servers) {
        this.admin = admin;
        this.key = key;
        this.servers = servers;
    }

    /**
     * @param key where the operator wrote the servers: a key or a flag
     * @param clientConfig of Kafka's clients, {@code bootstrap.servers} among it
     * @throws StartupException when nobody answers, or the brokers do not let us in
     */
    static Cluster connect(String key, Map<String, ?> clientConfig) {
        Map<String, Object> config = new HashMap<>(clientConfig);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                PATIENCE.dividedBy(2).toMillis());
        Object given = config.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        String servers = given instanceof List<?> list
                ? String.join(",", list.stream().map(Object::toString).toList())
                : String.valueOf(given);
        Admin admin;
        try {
            admin = Admin.create(config);
        } catch (KafkaException e) {
            throw new StartupException(new ConfigProblem(key, servers, FailureLine.of(e)), e);
        }
        Cluster cluster = new Cluster(admin, key, servers);
        try {
            cluster.await(admin.describeCluster().nodes());
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    TopicState topic(String name) {
        String operation = "Describe";
        try {
            TopicDescription topic = only(
                    await(admin.describeTopics(List.of(name), WITH_PERMISSIONS).allTopicNames()));
            Set<AclOperation> allowed = topic.authorizedOperations();
            operation = "DescribeConfigs";
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            String maxMessageBytes = only(await(
                            admin.describeConfigs(List.of(resource)).all()))
                    .get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)
                    .value();
            return new TopicState.Present(
                    topic.partitions().size(),
                    Long.parseLong(maxMessageBytes),
                    allowed == null || allowed.contains(AclOperation.READ),
                    allowed == null || allowed.contains(AclOperation.WRITE));
        } catch (UnknownTopicOrPartitionException e) {
            return new TopicState.Missing();
        } catch (AuthorizationException e) {
            return new TopicState.Denied(operation);
        }
    }

    /**
     * For a command that needs no more than that a topic is there.
     *
     * @param flag that names the topic
     * @throws StartupException when it is not there
     */
    void requireTopic(String flag, String name) {
        if (topic(name) instanceof TopicState.Missing)
            throw new StartupException(new ConfigProblem(
                    flag,
                    name,
                    "there is no such topic on " + servers + "; create it: " + KafkaTool.create(servers, name, 3)));
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    private <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof UnknownTopicOrPartitionException unknown) throw unknown;
            if (cause instanceof AuthorizationException denied) throw denied;
            throw new StartupException(new ConfigProblem(key, servers, remedy(cause)), cause);
        }
    }

    private static <V> V only(Map<?, V> answers) {
        return answers.values().iterator().next();
    }

    private static String remedy(Throwable cause) {
        String line = FailureLine.of(cause);
        if (cause instanceof AuthenticationException)
            return "the brokers refuse the credentials (" + line + "); correct sasl.jaas.config or the ssl.* settings";
        if (cause instanceof TimeoutException || cause instanceof DisconnectException)
            return "no Kafka broker answers there within " + PATIENCE.toSeconds()
                    + " s; start it, or correct the address or security.protocol (" + line + ")";
        return line;
    }
}
