package io.maskstream.it.jmh;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.runtime.BatchPredictor;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.EngineListener;
import io.maskstream.stream.batch.EngineSettings;
import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.batch.FrameTicket;
import io.maskstream.stream.batch.Lane;
import io.maskstream.stream.batch.MicroBatchEngine;
import io.maskstream.stream.batch.MinConfidence;
import io.maskstream.stream.fetch.ContentFetchers;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The hand-over: admission, decode pool, batcher, worker and back, with a model that does nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class EngineBenchmark {

    private static final int FRAMES = 4096;
    private static final Duration LOOK = Duration.ofMillis(100);

    private final ByteBuffer pixels = ByteBuffer.wrap(SeededFrames.raw());
    private final Engine engine;
    private final Lane lane;
    private long offset;

    public EngineBenchmark() {
        EngineSettings settings = new EngineSettings(
                32,
                Duration.ZERO,
                Duration.ofSeconds(2),
                256 << 20,
                1,
                ImageLimits.DEFAULT,
                JpegDecoding.JDK,
                Duration.ofSeconds(5),
                5,
                MinConfidence.OFF,
                false);
        this.engine = MicroBatchEngine.start(
                settings, List.of(new DeviceSlot(0, "cpu")), EngineListener.NONE, ContentFetchers.NONE);
        engine.install(new Idle());
        this.lane = engine.lane("0_0");
    }

    @Benchmark
    @OperationsPerInvocation(FRAMES)
    public void frame() throws InterruptedException {
        Queue<FrameTicket> inFlight = new ArrayDeque<>();
        for (int i = 0; i < FRAMES; i++) {
            FrameTicket ticket = ticket();
            while (!lane.offer(ticket)) lane.awaitProgress(LOOK);
            inFlight.add(ticket);
            while (!inFlight.isEmpty() && inFlight.peek().isDone()) inFlight.remove();
        }
        for (FrameTicket ticket : inFlight) while (!ticket.isDone()) lane.awaitProgress(LOOK);
    }

    private FrameTicket ticket() {
        OptionalInt size = OptionalInt.of(SeededFrames.SIZE);
        EncodedImage image = new EncodedImage(pixels, ImageEncoding.RAW_RGB24, size, size);
        Frame frame = Frame.builder("cam-" + offset % 16, Instant.EPOCH, image).build();
        return new FrameTicket(new FramePosition("frames", 0, offset++), frame);
    }

    @TearDown
    public void close() {
        lane.close();
        engine.close();
    }

    /** Logits of zero, at once. */
    private static final class Idle implements LoadedModel, BatchPredictor {

        private final ModelSpec spec = SeededFrames.spec(SeededFrames.SIZE);

        @Override
        public ModelSpec spec() {
            return spec;
        }

        @Override
        public String sha256() {
            return "";
        }

        @Override
        public Samples samples() {
            return new Samples(1, new float[spec.input().floats()], new float[spec.classes()]);
        }

        @Override
        public BatchPredictor predictor(DeviceSlot slot) {
            return this;
        }

        @Override
        public void predict(FloatBuffer images, int count, float[] logits) {}

        @Override
        public void close() {}
    }
}
