package io.maskstream.stream.batch;

import io.maskstream.model.Prediction;
import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.Outcome.RegionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An engine in which nothing happens by itself: what a waiting StreamThread finds is in the test's script. One thread. */
public final class ScriptedEngine implements Engine {

    public static final ModelIdentity MODEL = new ModelIdentity("fake", "1", "sha", "cpu");

    private final List<FrameTicket> inFlight = new ArrayList<>();
    private final List<String> events = new ArrayList<>();
    private int capacity = Integer.MAX_VALUE;
    private Consumer<ScriptedEngine> onWait = ScriptedEngine::finishFirst;
    private @Nullable EngineFailedException failure;

    /** Frames at most, as {@link Lane#offer} counts them. */
    public ScriptedEngine capacity(int value) {
        capacity = value;
        return this;
    }

    /** What has happened when a wait ends; by default the first frame is done. */
    public ScriptedEngine onWait(Consumer<ScriptedEngine> script) {
        onWait = script;
        return this;
    }

    public void fail(String message) {
        failure = new EngineFailedException(message);
    }

    /** What the lane was asked for, in order; a test may add its own. */
    public List<String> events() {
        return events;
    }

    public void finishFirst() {
        finish(0);
    }

    public void finishLast() {
        finish(inFlight.size() - 1);
    }

    /** A frame of id "bad..." is refused, any other classified. */
    private void finish(int index) {
        if (inFlight.isEmpty()) return;
        FrameTicket ticket = inFlight.remove(index);
        events.add("done " + ticket.frame().frameId());
        ticket.complete(ticket.frame().frameId().startsWith("bad") ? refused() : classified(ticket.frame()));
    }

    private static Outcome refused() {
        return new Outcome.Rejected(
                Rejection.of(
                        RejectionReason.INFERENCE_FAILED, "the model fails on it", new ArithmeticException("oops")),
                3,
                Optional.of("1"));
    }

    private static Outcome classified(Frame frame) {
        List<RegionResult> results = IntStream.range(0, frame.images())
                .mapToObj(i -> new RegionResult(
                        frame.regions().isEmpty()
                                ? Optional.empty()
                                : Optional.of(frame.regions().get(i).id()),
                        List.of(new Prediction(1, i, "label-" + i, 0.75f)),
                        frame.frameId().startsWith("set") ? Optional.of(List.of("label-0", "x")) : Optional.empty(),
                        frame.frameId().startsWith("low"),
                        MODEL,
                        Instant.ofEpochSecond(5),
                        Duration.ofMillis(2),
                        Duration.ofMillis(7),
                        4))
                .toList();
        return new Outcome.Classified(results, Duration.ofMillis(1));
    }

    @Override
    public Lane lane(String task) {
        return new ScriptedLane();
    }

    @Override
    public void install(LoadedModel model, Duration imageTime) {
        throw new UnsupportedOperationException("the script is the model");
    }

    @Override
    public Optional<ModelIdentity> serving() {
        return Optional.of(MODEL);
    }

    @Override
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public int imagesInFlight() {
        return inFlight.size();
    }

    @Override
    public int imagesSuspected() {
        return 0;
    }

    @Override
    public int imagesWaiting() {
        return 0;
    }

    @Override
    public void close() {}

    private final class ScriptedLane implements Lane {

        @Override
        public boolean offer(FrameTicket ticket) {
            throwIfFailed();
            if (inFlight.size() >= capacity) {
                events.add("full for " + ticket.frame().frameId());
                return false;
            }
            events.add("offered " + ticket.frame().frameId());
            inFlight.add(ticket);
            return true;
        }

        @Override
        public void awaitProgress(Duration atMost) {
            throwIfFailed();
            onWait.accept(ScriptedEngine.this);
        }

        @Override
        public void hurry() {
            events.add("hurry");
        }

        @Override
        public void close() {
            events.add("closed");
        }

        private void throwIfFailed() {
            if (failure != null) throw failure;
        }
    }
}
