package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.EngineFailedException;
import io.maskstream.stream.batch.Lane;
import io.maskstream.stream.batch.ModelIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An engine without frames: the model before is closed as soon as another one is installed. */
final class FakeEngine implements Engine {

    final List<String> installed = new ArrayList<>();
    final List<Duration> imageTimes = new ArrayList<>();
    String refused = "";
    private boolean closed;
    private @Nullable LoadedModel serving;

    @Override
    public synchronized void install(LoadedModel model, Duration imageTime) {
        String version = model.spec().version();
        if (closed) throw new EngineFailedException("the engine is closed: it takes no model");
        if (version.equals(refused)) throw new ModelException(ModelException.Kind.OUT_OF_MEMORY, "fake:1 is full");
        if (serving != null) serving.close();
        serving = model;
        installed.add(version);
        imageTimes.add(imageTime);
    }

    @Override
    public Lane lane(String task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<ModelIdentity> serving() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.empty();
    }

    @Override
    public int imagesInFlight() {
        return 0;
    }

    @Override
    public int imagesWaiting() {
        return 0;
    }

    @Override
    public int imagesSuspected() {
        return 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
