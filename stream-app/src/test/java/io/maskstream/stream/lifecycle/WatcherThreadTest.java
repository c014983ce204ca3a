package io.maskstream.stream.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.maskstream.stream.batch.ModelIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The watcher with its own thread. */
@Timeout(60)
class WatcherThreadTest {

    @TempDir
    Path models;

    @Test
    void looksAtTheFolderUntilItIsClosed() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        ModelWatcher watcher = start(fixture, fixture);
        fixture.write("2");
        await().until(() -> watcher.state().model().version().equals("2"));

        watcher.close();
        watcher.close();
        fixture.write("3");
        assertThat(watcher.state()).isInstanceOf(ModelState.Closed.class);
        assertThat(watcher.state().model().version()).isEqualTo("2");
        assertThat(threads()).as("threads").isZero();
        assertThat(fixture.runtime.open()).as("the engine keeps its model").containsExactly("2");
    }

    @Test
    void closingWaitsForTheStepUnderWayAndGoesNoFurther() throws InterruptedException {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        fixture.runtime.when("2", new FakeRuntime.Behaviour() {
            @Override
            public void onLoad() {
                loading.countDown();
                waitFor(go);
            }
        });
        ModelWatcher watcher = start(fixture, fixture);
        fixture.write("2");
        waitFor(loading);
        Thread closer = new Thread(watcher::close);
        closer.start();
        await().until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        go.countDown();
        closer.join();

        assertThat(fixture.engine.installed).containsExactly("1");
        assertThat(fixture.runtime.versions()).containsExactly("1", "2");
        assertThat(fixture.runtime.open()).containsExactly("1");
        assertThat(fixture.rejected).isEmpty();
        assertThat(watcher.state()).isInstanceOf(ModelState.Closed.class);
    }

    @Test
    void aListenerThatThrowsDoesNotEndTheLookOut() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        fixture.runtime.when("2", Failures.LOAD);
        LifecycleListener bad = new LifecycleListener() {
            @Override
            public void onServing(ModelIdentity model, Duration loadTime, Optional<ModelIdentity> before) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void onRejected(RejectedVersion rejected) {
                throw new IllegalStateException("a bug");
            }
        };
        try (ModelWatcher watcher = start(fixture, bad)) {
            fixture.write("2");
            await().until(() -> watcher.state().notes().lastRejected().isPresent());
            fixture.write("3");
            await().until(() -> watcher.state().model().version().equals("3"));
            assertThat(fixture.engine.installed).containsExactly("1", "3");
        }
    }

    private static ModelWatcher start(WatcherFixture fixture, LifecycleListener listener) {
        return ModelWatcher.start(fixture.settings(Duration.ofMillis(2)), fixture.runtime, fixture.engine, listener);
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("maskstream-model"))
                .count();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
