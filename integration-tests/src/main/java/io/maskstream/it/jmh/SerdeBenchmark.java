package io.maskstream.it.jmh;

import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageEncoding;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.ModelReference;
import io.maskstream.schemas.Timings;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a StreamThread does in Avro for each frame: one frame read; one result built and written, which is emission without Kafka. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class SerdeBenchmark {

    private static final String TOPIC = "jmh";

    private final FrameSerde frames = FrameSerde.singleObject();
    private final ClassificationSerde results = ClassificationSerde.singleObject();
    private final byte[] frame = frames.serializer()
            .serialize(
                    TOPIC,
                    ImageFrame.newBuilder()
                            .setFrameId("1")
                            .setSourceId("cam-1")
                            .setCaptureTime(Instant.EPOCH)
                            .setEncoding(ImageEncoding.RAW_RGB24)
                            .setWidth(SeededFrames.SIZE)
                            .setHeight(SeededFrames.SIZE)
                            .setContent(ByteBuffer.wrap(SeededFrames.raw()))
                            .build());
    private final List<ClassPrediction> predictions = IntStream.range(0, 5)
            .mapToObj(i -> new ClassPrediction(i + 1, i, "class" + i, 0.2f))
            .toList();
    private final ModelReference model = new ModelReference("dmc-nano", "1", "0".repeat(64), "cpu");
    private long offset;

    @Benchmark
    public ImageFrame readFrame() {
        return frames.deserializer().deserialize(TOPIC, frame);
    }

    @Benchmark
    public byte[] buildAndWriteResult() {
        Classification result = Classification.newBuilder()
                .setResultId("frames-0-" + offset)
                .setFrameId("1")
                .setSourceId("cam-1")
                .setCaptureTime(Instant.EPOCH)
                .setSourceTopic("frames")
                .setSourcePartition(0)
                .setSourceOffset(offset++)
                .setPredictions(predictions)
                .setStatus(ClassificationStatus.OK)
                .setModel(model)
                .setInferenceTime(Instant.EPOCH)
                .setTimingsUs(new Timings(1L, 2L, 3L, 4L))
                .setBatchSize(32)
                .build();
        return results.serializer().serialize(TOPIC, result);
    }
}
