package io.maskstream.stream.lifecycle;

import static io.maskstream.stream.lifecycle.ModelWatcherTest.assertServes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bad version is rejected with its reason, at start and later, and leaves nothing behind. */
@Timeout(60)
class BadVersionTest {

    @TempDir
    Path models;

    @ParameterizedTest
    @CsvSource(textBlock = """
            LOAD,            LOADING,    no TorchScript
            LIBRARY_MISSING, LOADING,    libnew.so
            HEAP_FULL,       WARMING,    OutOfMemoryError
            LARGEST_BATCH,   WARMING,    a batch of 4
            WRONG_LOGITS,    VALIDATING, sample 0
            """)
    void whatAVersionMayDoWrong(Failures failure, LifecycleStep step, String reason) {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        fixture.runtime.when("2", failure);
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            rejects(watcher, fixture, step, reason);
        }
    }

    @Test
    void filesThatAreNotWhatTheManifestSays() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            fixture.truncate("2");
            rejects(watcher, fixture, LifecycleStep.VERIFYING, "model.pt");
        }
    }

    @Test
    void predictorsThatCannotBeOpened() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        fixture.engine.refused = "2";
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            rejects(watcher, fixture, LifecycleStep.INSTALLING, "fake:1 is full");
        }
    }

    @Test
    void aCallThatDoesNotReturn() throws InterruptedException {
        WatcherFixture fixture = new WatcherFixture(models, "1").stepLimit(Duration.ofMillis(200));
        CountDownLatch hang = new CountDownLatch(1);
        fixture.runtime.when("2", new FakeRuntime.Behaviour() {
            @Override
            public void onPredict(int call, int count, float[] logits) {
                await(hang);
            }
        });
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            rejects(watcher, fixture, LifecycleStep.WARMING, "did not return");
            fixture.write("3");
            watcher.poll();
            assertServes(watcher, "3");
        } finally {
            hang.countDown();
        }
    }

    @Test
    void aModelThatIsLoadedTooLateIsClosed() throws InterruptedException {
        WatcherFixture fixture = new WatcherFixture(models, "1").stepLimit(Duration.ofMillis(200));
        CountDownLatch hang = new CountDownLatch(1);
        fixture.runtime.when("2", new FakeRuntime.Behaviour() {
            @Override
            public void onLoad() {
                await(hang);
            }
        });
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            rejects(watcher, fixture, LifecycleStep.LOADING, "did not return");
            hang.countDown();
            Awaitility.await().until(() -> fixture.runtime.versions().equals(List.of("1", "2")));
            Awaitility.await().until(() -> fixture.runtime.open().equals(List.of("1")));
        }
    }

    @Test
    void atStartTheNextOlderVersionServesAndTheLogSaysWhy() {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2", "3");
        fixture.runtime.when("3", Failures.LOAD);
        fixture.runtime.when("2", Failures.WRONG_LOGITS);
        try (LogCapture log = LogCapture.of(FirstVersion.class);
                ModelWatcher watcher = fixture.first()) {
            assertServes(watcher, "1");
            assertThat(fixture.rejected).extracting(RejectedVersion::version).containsExactly("3", "2");
            assertThat(watcher.state().notes().lastRejected())
                    .hasValueSatisfying(last -> assertThat(last.version()).isEqualTo("2"));
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("older model version serves", "version=\"1\"", "rejected=\"[3, 2]\"");
            watcher.poll();
            assertThat(fixture.runtime.versions()).as("loaded").containsExactly("2", "1");
        }
    }

    @Test
    void theStartFailsWithEveryVersionThatWasTried() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2");
        fixture.runtime.when("2", Failures.LOAD);
        fixture.truncate("1");
        assertThatThrownBy(fixture::first)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContainingAll(
                        fixture.folder.toString(),
                        "version 2, LOADING: no TorchScript",
                        "version 1, VERIFYING",
                        "model.pt",
                        "Repair")
                .hasRootCauseMessage("no TorchScript");
        assertThat(fixture.runtime.open()).isEmpty();
    }

    @Test
    void theStartFailsWithoutAVersion() {
        WatcherFixture fixture = new WatcherFixture(models);
        assertThatThrownBy(fixture::first)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContainingAll(fixture.folder.toString(), "no complete model version", "manifest.json");
    }

    @Test
    void theStartFailsWithoutThePinnedVersion() {
        WatcherFixture fixture = new WatcherFixture(models, "1").pinned("7");
        assertThatThrownBy(fixture::first)
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContainingAll(fixture.folder.toString(), "7", "model.version");
    }

    private static void rejects(ModelWatcher watcher, WatcherFixture fixture, LifecycleStep step, String reason) {
        try (LogCapture log = LogCapture.of(Promotion.class)) {
            watcher.poll();
            watcher.poll();
            assertServes(watcher, "1");
            assertThat(fixture.rejected).singleElement().satisfies(rejected -> {
                assertThat(rejected.version()).isEqualTo("2");
                assertThat(rejected.step()).isEqualTo(step);
                assertThat(rejected.reason()).contains(reason);
                assertThat(watcher.state().notes().lastRejected()).contains(rejected);
            });
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("model version rejected", "version=\"2\"", "serving=\"1\"", reason);
            assertThat(fixture.runtime.open()).as("open models").containsExactly("1");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
