package io.maskstream.stream.app;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The health of a process whose pipeline starts after its HTTP server, because models take their time to load. */
final class Progress implements Health {

    private final AtomicReference<@Nullable Pipeline> pipeline = new AtomicReference<>();

    void started(Pipeline started) {
        pipeline.set(started);
    }

    @Override
    public Optional<String> failure() {
        return Optional.ofNullable(pipeline.get()).flatMap(Pipeline::failure).map(FailureLine::of);
    }

    @Override
    public List<String> notReady() {
        return Optional.ofNullable(pipeline.get()).map(Pipeline::notReady).orElse(List.of("starting"));
    }
}
