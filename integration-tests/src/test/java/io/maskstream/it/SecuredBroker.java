package io.maskstream.it;

import io.maskstream.deploy.BrokerOptions;
import io.maskstream.deploy.BrokerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** A broker that speaks TLS only, wants a name and a password (SCRAM-SHA-512), and allows nothing that was not granted. */
final class SecuredBroker implements AutoCloseable {

    private static final String ADMIN = "admin";

    private final String adminPassword;
    private final Certificates certificates;
    private final BrokerProcess broker;
    final Admin admin;

    private SecuredBroker(String adminPassword, Certificates certificates, BrokerProcess broker) {
        this.adminPassword = adminPassword;
        this.certificates = certificates;
        this.broker = broker;
        this.admin = Admin.create(Map.copyOf(clientSettings(ADMIN, adminPassword)));
    }

    /** @param users names and passwords */
    static SecuredBroker start(Path folder, String adminPassword, Certificates certificates, Map<String, String> users)
            throws IOException {
        List<String> format = new ArrayList<>(List.of("--add-scram", scram(ADMIN, adminPassword)));
        users.forEach((name, password) -> format.addAll(List.of("--add-scram", scram(name, password))));
        Map<String, String> properties = new HashMap<>(Map.of(
                "listener.security.protocol.map",
                "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms",
                "SCRAM-SHA-512",
                "sasl.mechanism.inter.broker.protocol",
                "SCRAM-SHA-512",
                "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                jaas(ADMIN, adminPassword),
                "authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "allow.everyone.if.no.acl.found",
                "false",
                // The controller's listener knows no names.
                "super.users",
                "User:" + ADMIN + ";User:ANONYMOUS"));
        properties.put("inter.broker.listener.name", "PLAINTEXT");
        properties.put("ssl.keystore.location", certificates.keys().toString());
        properties.put("ssl.keystore.type", "PKCS12");
        properties.put("ssl.keystore.password", certificates.password());
        properties.put("ssl.key.password", certificates.password());
        properties.put("ssl.truststore.location", certificates.trust().toString());
        properties.put("ssl.truststore.type", "PKCS12");
        properties.put("ssl.truststore.password", certificates.password());
        return new SecuredBroker(
                adminPassword, certificates, BrokerProcess.start(new BrokerOptions(256, properties, format)));
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    Map<String, Object> adminSettings() {
        return Map.copyOf(clientSettings(ADMIN, adminPassword));
    }

    /** Of a client of Kafka; a pipeline has the same with {@code kafka.} before each. */
    Map<String, String> clientSettings(String user, String password) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", jaas(user, password));
        settings.put("ssl.truststore.location", certificates.trust().toString());
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("ssl.truststore.password", certificates.password());
        return settings;
    }

    /** Grants operations as kafka-acls.sh names them. */
    void allow(String user, String resource, String name, String pattern, Set<String> operations) throws Exception {
        ResourcePattern on = new ResourcePattern(
                ResourceType.fromString(resource.replace('-', '_')),
                name,
                PatternType.valueOf(pattern.toUpperCase(Locale.ROOT)));
        admin.createAcls(operations.stream()
                        .map(operation -> new AclBinding(
                                on,
                                new AccessControlEntry(
                                        "User:" + user,
                                        "*",
                                        operation.equals("DescribeConfigs")
                                                ? AclOperation.DESCRIBE_CONFIGS
                                                : AclOperation.fromString(operation),
                                        AclPermissionType.ALLOW)))
                        .toList())
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    private static String scram(String user, String password) {
        return "SCRAM-SHA-512=[name=" + user + ",password=" + password + "]";
    }
}
