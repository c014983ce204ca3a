package io.maskstream.stream.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.stream.batch.EngineFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which version serves, as the folder changes. */
class ModelWatcherTest {

    @TempDir
    Path models;

    @Test
    void aNewerVersionTakesOver() {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2");
        try (ModelWatcher watcher = fixture.first()) {
            assertServes(watcher, "2");
            watcher.poll();
            assertThat(fixture.engine.installed).containsExactly("2");

            fixture.write("10");
            watcher.poll();

            assertServes(watcher, "10");
            assertThat(fixture.changes).containsExactly("- > 2", "2 > 10");
            assertThat(fixture.runtime.open()).containsExactly("10");
        }
    }

    @Test
    void aVersionWithoutManifestIsNotThereYet() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            Path manifest = fixture.folder.resolve("2/manifest.json");
            fixture.write("2");
            Path aside = Files.move(manifest, fixture.folder.resolve("2/.manifest.json.tmp"));
            watcher.poll();
            assertServes(watcher, "1");

            Files.move(aside, manifest);
            watcher.poll();
            assertServes(watcher, "2");
            assertThat(fixture.rejected).isEmpty();
        }
    }

    @Test
    void whileAnotherVersionIsOnItsWayTheStateSaysHowFar() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            List<ModelState> seen = new ArrayList<>();
            fixture.write("2");
            fixture.runtime.when("2", new FakeRuntime.Behaviour() {
                @Override
                public void onLoad() {
                    seen.add(watcher.state());
                }

                @Override
                public void onPredict(int call, int count, float[] logits) {
                    seen.add(watcher.state());
                }
            });
            watcher.poll();

            assertThat(seen).allSatisfy(state -> {
                assertThat(state).isInstanceOf(ModelState.Changing.class);
                assertThat(state.model().version()).isEqualTo("1");
            });
            assertThat(seen)
                    .extracting(state -> ((ModelState.Changing) state).candidate())
                    .allSatisfy(candidate -> assertThat(candidate.version()).isEqualTo("2"))
                    .extracting(ModelState.Candidate::step)
                    .startsWith(LifecycleStep.LOADING, LifecycleStep.WARMING)
                    .endsWith(LifecycleStep.VALIDATING);
        }
    }

    @Test
    void theSameVersionWithAnotherManifestIsLoadedAnew() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.rewrite("1");
            watcher.poll();
            watcher.poll();
            assertThat(fixture.changes).containsExactly("- > 1", "1 > 1");
        }
    }

    @Test
    void aChangeOfTheServingVersionThatIsBadBringsBackNoOlderOne() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.rewrite("2");
            byte[] whole = fixture.truncate("2");
            watcher.poll();
            watcher.poll();
            assertServes(watcher, "2");
            assertThat(fixture.changes).containsExactly("- > 2");
            assertThat(fixture.rejected).hasSize(1);

            Files.write(fixture.model("2"), whole);
            watcher.poll();
            assertThat(fixture.changes).containsExactly("- > 2", "2 > 2");
        }
    }

    @Test
    void removingTheServingVersionRollsBackToTheLatestThatIsThere() {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2", "3");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.remove("3");
            watcher.poll();
            assertServes(watcher, "2");
            assertThat(fixture.changes).containsExactly("- > 3", "3 > 2");
        }
    }

    @Test
    void theServingVersionGoesOnWhenTheFolderIsEmptied() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.remove("1");
            watcher.poll();
            assertServes(watcher, "1");
            assertThat(watcher.state().notes().folderProblem())
                    .hasValueSatisfying(
                            problem -> assertThat(problem).contains("version 1", fixture.folder.toString()));
            assertThat(fixture.runtime.open()).containsExactly("1");
        }
    }

    @Test
    void anUnreadableFolderIsReportedOncePerChangeAndWatchedOn() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first();
                LogCapture log = LogCapture.of(ModelWatcher.class)) {
            // Two models below one folder: which one is meant?
            Path away = Files.move(fixture.folder, models.resolve("away"));
            Files.createDirectories(fixture.folder);
            Files.createDirectories(fixture.folder.resolve("a/1"));
            Files.createDirectories(fixture.folder.resolve("b/1"));
            Files.createFile(fixture.folder.resolve("a/1/manifest.json"));
            Files.createFile(fixture.folder.resolve("b/1/manifest.json"));
            for (int i = 0; i < 3; i++) watcher.poll();
            assertServes(watcher, "1");
            assertThat(watcher.state().notes().folderProblem())
                    .hasValueSatisfying(problem -> assertThat(problem).contains("several models"));
            assertThat(log.warnings()).hasSize(1);

            Files.move(fixture.folder, models.resolve("trouble"));
            Files.move(away, fixture.folder);
            fixture.write("2");
            watcher.poll();
            assertServes(watcher, "2");
            assertThat(watcher.state().notes().folderProblem()).isEmpty();
            assertThat(log.warnings()).hasSize(1);
        }
    }

    @Test
    void aPinnedVersionServesAndNoOther() {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2", "3").pinned("2");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("4");
            watcher.poll();
            assertServes(watcher, "2");
            fixture.rewrite("2");
            watcher.poll();
            fixture.remove("2");
            watcher.poll();
            assertThat(fixture.changes).containsExactly("- > 2", "2 > 2");
            assertThat(fixture.runtime.versions()).containsExactly("2", "2");
        }
    }

    @Test
    void aRejectedVersionIsTriedAgainOnlyWhenItsManifestChanges() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2");
        fixture.runtime.when("2", Failures.WRONG_LOGITS);
        try (ModelWatcher watcher = fixture.first()) {
            Files.setLastModifiedTime(fixture.model("2"), FileTime.fromMillis(0));
            watcher.poll();
            assertThat(fixture.runtime.versions()).containsExactly("2", "1");

            fixture.runtime.when("2", Failures.NONE);
            fixture.rewrite("2");
            watcher.poll();
            assertServes(watcher, "2");
        }
    }

    @Test
    void aVersionThatIsStillBeingCopiedIsTriedAgainWhenItsFilesChange() throws IOException {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            byte[] whole = fixture.truncate("2");
            watcher.poll();
            watcher.poll();
            assertThat(fixture.rejected).hasSize(1);
            assertServes(watcher, "1");

            Files.write(fixture.model("2"), whole);
            watcher.poll();
            assertServes(watcher, "2");
        }
    }

    @Test
    void anOlderVersionBesideARejectedOneIsNotTried() {
        WatcherFixture fixture = new WatcherFixture(models, "1", "2");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("4");
            fixture.write("3");
            fixture.runtime.when("4", Failures.LOAD);
            watcher.poll();
            assertServes(watcher, "3");
            watcher.poll();
            assertThat(fixture.runtime.versions()).as("loaded").containsExactly("2", "3");

            fixture.rewrite("3");
            watcher.poll();
            assertThat(fixture.changes).containsExactly("- > 2", "2 > 3", "3 > 3");
        }
    }

    @Test
    void aClosedEngineIsNotTheVersionsFault() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        try (ModelWatcher watcher = fixture.first()) {
            fixture.write("2");
            fixture.engine.close();
            assertThatThrownBy(watcher::poll).isInstanceOf(EngineFailedException.class);
            assertThat(fixture.rejected).isEmpty();
            assertThat(fixture.runtime.open()).as("version 2 is closed").containsExactly("1");
        }
    }

    @Test
    void whatComesAfterClosingChangesTheStateNoMore() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        ModelWatcher watcher = fixture.first();
        watcher.close();
        watcher.poll();
        assertThat(watcher.state()).isInstanceOf(ModelState.Closed.class);
    }

    @Test
    void warmingTellsTheEngineHowFastAnImageIs() {
        WatcherFixture fixture = new WatcherFixture(models, "1");
        Duration firstCall = Duration.ofMillis(400);
        Duration laterCalls = Duration.ofMillis(4);
        AtomicInteger largest = new AtomicInteger();
        fixture.runtime.when("1", new FakeRuntime.Behaviour() {
            @Override
            public void onPredict(int call, int count, float[] logits) {
                if (count != WatcherFixture.MAX_BATCH) return;
                Duration takes = largest.getAndIncrement() == 0 ? firstCall : laterCalls;
                long until = System.nanoTime() + takes.toNanos();
                while (System.nanoTime() < until) Thread.onSpinWait();
            }
        });
        try (ModelWatcher watcher = fixture.first()) {
            assertServes(watcher, "1");
            assertThat(fixture.engine.imageTimes.get(0))
                    .isBetween(
                            laterCalls.dividedBy(WatcherFixture.MAX_BATCH),
                            firstCall.dividedBy(WatcherFixture.MAX_BATCH).minusNanos(1));
        }
    }

    static void assertServes(ModelWatcher watcher, String version) {
        assertThat(watcher.state()).isInstanceOf(ModelState.Serving.class);
        assertThat(watcher.state().model().version()).isEqualTo(version);
        assertThat(Optional.of(watcher.state().model().device())).contains("fake:0");
    }
}
