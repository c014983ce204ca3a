package io.maskstream.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

final class BrokerProcessTest {

    @Test
    void keepsItsDataOverKillAndRestartAndLeavesNothingBehind() throws Exception {
        Path folder;
        ProcessHandle handle;
        try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.DEFAULT)) {
            folder = broker.log().getParent();
            handle = ProcessHandle.of(broker.pid()).orElseThrow();
            assertThat(topics(broker, true)).containsExactly("kept");
            broker.kill();
            assertThat(broker.isAlive()).isFalse();
            broker.restart();
            assertThat(topics(broker, false)).containsExactly("kept");
            handle = ProcessHandle.of(broker.pid()).orElseThrow();
        }
        assertThat(handle.isAlive()).isFalse();
        assertThat(Files.exists(folder)).isFalse();
    }

    @Test
    void outlivesSignalsThatReachTheWholeProcessGroup() throws Exception {
        try (BrokerProcess broker = BrokerProcess.start(BrokerOptions.DEFAULT)) {
            ProcessHandle.of(broker.pid()).orElseThrow().destroy();
            assertThat(topics(broker, true)).containsExactly("kept");
            broker.stop();
            assertThat(broker.log().resolveSibling("data/.kafka_cleanshutdown")).exists();
        }
    }

    @Test
    void saysWhatItsLogSaysWhenItCannotStart() {
        BrokerOptions wrong = new BrokerOptions(128, Map.of("num.network.threads", "0"));
        assertThatThrownBy(() -> BrokerProcess.start(wrong))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("num.network.threads");
    }

    private static Set<String> topics(BrokerProcess broker, boolean create) throws Exception {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()))) {
            if (create)
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                        .all()
                        .get(30, TimeUnit.SECONDS);
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }
}
