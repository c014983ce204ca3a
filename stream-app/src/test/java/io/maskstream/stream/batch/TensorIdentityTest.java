package io.maskstream.stream.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.data.Batch;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.Loader;
import io.maskstream.model.data.LoaderSettings;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.evaluate.Evaluation;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.Frame;
import io.maskstream.stream.fetch.ContentFetchers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** For the same file the model sees the same floats, bit for bit, in training, in {@code evaluate} and in a pipeline. */
final class TensorIdentityTest {

    static final InputShape INPUT = new InputShape(3, 24, 32);

    private static final int FILES = 500;
    private static final Normalization NORMALIZATION =
            new Normalization(List.of(0.4914f, 0.4822f, 0.4465f), List.of(0.247f, 0.2435f, 0.2616f));

    @TempDir
    static Path directory;

    private static Path[] files;

    @BeforeAll
    static void writeFiles() throws IOException {
        files = GeneratedImages.write(directory, FILES);
    }

    @ParameterizedTest
    @EnumSource(ResizeRule.class)
    void trainingEvaluationAndPipelineSeeTheSameTensors(ResizeRule rule) throws Exception {
        Dataset dataset = DataSource.parse("folder:" + directory).training();
        ModelSpec spec = new ModelSpec("recorder", "1", dataset.labels(), INPUT, NORMALIZATION, rule, 1);

        List<float[]> training = training(dataset, rule);
        List<float[]> evaluation = evaluation(dataset, spec);
        List<float[]> pipeline = pipeline(spec);

        assertThat(training.stream().map(Arrays::hashCode).distinct().count())
                .as("different tensors")
                .isGreaterThan(FILES * 9 / 10);
        for (int i = 0; i < FILES; i++) {
            assertSameBits(files[i], training.get(i), evaluation.get(i));
            assertSameBits(files[i], training.get(i), pipeline.get(i));
        }
    }

    private static void assertSameBits(Path file, float[] expected, float[] actual) {
        assertThat(bits(actual)).as(file.toString()).isEqualTo(bits(expected));
    }

    private static int[] bits(float[] tensor) {
        int[] bits = new int[tensor.length];
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(tensor[i]);
        return bits;
    }

    /** As the trainer reads them: a shuffled epoch; the label says which file it was. */
    private static List<float[]> training(Dataset dataset, ResizeRule rule) throws InterruptedException {
        float[][] tensors = new float[FILES][INPUT.floats()];
        Preprocessor preprocessor = Preprocessor.of(INPUT, rule, NORMALIZATION);
        LoaderSettings settings = new LoaderSettings(20, 2, 7);
        try (Loader loader = new Loader(dataset, preprocessor, PixelTransform.NONE, settings);
                Loader.Pass pass = loader.epoch(1, 0)) {
            while (pass.hasNext()) {
                try (Batch batch = pass.next()) {
                    for (int i = 0; i < batch.count(); i++)
                        batch.images().asFloatBuffer().get(i * INPUT.floats(), tensors[batch.labels()[i]]);
                }
            }
        }
        return List.of(tensors);
    }

    private static List<float[]> evaluation(Dataset dataset, ModelSpec spec) throws InterruptedException {
        RecordingModel model = new RecordingModel(spec);
        Evaluation.run(model, spec, dataset, images -> {});
        return model.images();
    }

    /** Through the whole engine, in batches; the predicted class says which of the recorded images it was. */
    private static List<float[]> pipeline(ModelSpec spec) throws IOException, InterruptedException {
        RecordingModel model = new RecordingModel(spec);
        List<FrameTicket> tickets = new ArrayList<>();
        List<float[]> tensors = new ArrayList<>();
        EngineSettings settings = new EngineSettings(
                16,
                Duration.ofMillis(2),
                Duration.ofMinutes(1),
                64 << 20,
                2,
                ImageLimits.DEFAULT,
                JpegDecoding.AUTO,
                Duration.ofMinutes(1),
                1,
                MinConfidence.OFF,
                false);
        DeviceSlot slot = new DeviceSlot(0, "cpu");
        try (MicroBatchEngine engine =
                MicroBatchEngine.start(settings, List.of(slot), EngineListener.NONE, ContentFetchers.NONE)) {
            engine.install(model, Duration.ofMillis(1));
            Lane lane = engine.lane("0_0");
            for (Path file : files) {
                EncodedImage image = EncodedImage.of(ByteBuffer.wrap(Files.readAllBytes(file)));
                Frame frame = Frame.builder("camera", Instant.EPOCH, image).build();
                FrameTicket ticket = new FrameTicket(new FramePosition("frames", 0, tickets.size()), frame);
                // More than may be in flight at once.
                while (!lane.offer(ticket)) lane.awaitProgress(Duration.ofMillis(10));
                tickets.add(ticket);
            }
            for (FrameTicket ticket : tickets) {
                Outcome.RegionResult result =
                        EngineFixture.classified(ticket).results().get(0);
                tensors.add(model.images().get(result.predictions().get(0).classId()));
            }
        }
        return tensors;
    }
}
