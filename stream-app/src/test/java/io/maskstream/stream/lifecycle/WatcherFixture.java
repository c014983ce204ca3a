package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.TrustedKeys;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.stream.batch.ModelIdentity;
import io.maskstream.stream.infer.ManualTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Versions on disk, a runtime and an engine without devices, and what the listener heard. */
final class WatcherFixture implements LifecycleListener {

    static final int MAX_BATCH = 4;

    final Path folder;
    final FakeRuntime runtime = new FakeRuntime();
    final FakeEngine engine = new FakeEngine();
    final List<RejectedVersion> rejected = new ArrayList<>();
    /** "1 > 2" for a change. */
    final List<String> changes = new ArrayList<>();

    private final Path models;
    private Optional<String> pinned = Optional.empty();
    private TrustedKeys trusted = TrustedKeys.NONE;
    private Duration stepLimit = Duration.ofSeconds(30);

    WatcherFixture(Path models, String... versions) {
        this.models = models;
        this.folder = models.resolve("tiny");
        for (String version : versions) write(version);
    }

    WatcherFixture pinned(String version) {
        pinned = Optional.of(version);
        return this;
    }

    WatcherFixture trusted(TrustedKeys keys) {
        trusted = keys;
        return this;
    }

    WatcherFixture stepLimit(Duration limit) {
        stepLimit = limit;
        return this;
    }

    /** Polled by the test. */
    ModelWatcher first() {
        return ModelWatcher.first(settings(Duration.ofDays(1)), runtime, engine, this, new ManualTime(), stepLimit);
    }

    WatchSettings settings(Duration pollInterval) {
        return new WatchSettings(folder, pinned, trusted, pollInterval, MAX_BATCH);
    }

    void write(String version) {
        write(TinyModel.spec("tiny", version, 4));
    }

    /** The same version with another manifest. */
    void rewrite(String version) {
        remove(version);
        write(TinyModel.spec("tiny", version, List.of("rot", "gruen", "blau"), 4));
    }

    private void write(ModelSpec spec) {
        try {
            TinyModel.write(models, spec);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void remove(String version) {
        try (Stream<Path> files = Files.list(folder.resolve(version))) {
            for (Path file : files.toList()) Files.delete(file);
            Files.delete(folder.resolve(version));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path model(String version) {
        return folder.resolve(version).resolve("model.pt");
    }

    /** The model file ends in the middle, as while it is being copied; returns all of it. */
    byte[] truncate(String version) throws IOException {
        byte[] whole = Files.readAllBytes(model(version));
        Files.write(model(version), List.of("half"), StandardOpenOption.TRUNCATE_EXISTING);
        return whole;
    }

    @Override
    public void onServing(ModelIdentity model, Duration loadTime, Optional<ModelIdentity> before) {
        changes.add(before.map(ModelIdentity::version).orElse("-") + " > " + model.version());
    }

    @Override
    public void onRejected(RejectedVersion version) {
        rejected.add(version);
    }
}
