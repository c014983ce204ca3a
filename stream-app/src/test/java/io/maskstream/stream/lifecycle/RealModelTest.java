package io.maskstream.stream.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Prediction;
import io.maskstream.model.artifact.TrustedKeys;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.TorchScriptRuntime;
import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.EngineListener;
import io.maskstream.stream.batch.EngineSettings;
import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.batch.FrameTicket;
import io.maskstream.stream.batch.Lane;
import io.maskstream.stream.batch.MicroBatchEngine;
import io.maskstream.stream.batch.MinConfidence;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.fetch.ContentFetchers;
import io.maskstream.stream.infer.EngineTime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** libtorch, the real engine and versions on disk: what a frame is told as models come and go. */
@Timeout(120)
class RealModelTest {

    private static final EngineSettings ENGINE = new EngineSettings(
            4,
            Duration.ZERO,
            Duration.ofSeconds(2),
            1 << 20,
            1,
            ImageLimits.DEFAULT,
            JpegDecoding.AUTO,
            Duration.ofSeconds(20),
            1,
            MinConfidence.OFF,
            false);

    @TempDir
    Path models;

    @Test
    void framesAreClassifiedByTheVersionThatServes() throws Exception {
        TinyModel.write(models, TinyModel.spec("tiny", "1", 8));
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(DeviceRequest.parse("cpu", OptionalInt.of(1)), 4);
                MicroBatchEngine engine =
                        MicroBatchEngine.start(ENGINE, runtime.slots(), EngineListener.NONE, ContentFetchers.NONE);
                ModelWatcher watcher = ModelWatcher.first(
                        new WatchSettings(
                                models.resolve("tiny"), Optional.empty(), TrustedKeys.NONE, Duration.ofDays(1), 4),
                        runtime,
                        engine,
                        LifecycleListener.NONE,
                        EngineTime.SYSTEM,
                        Duration.ofMinutes(1));
                Lane lane = engine.lane("0_0")) {
            assertThat(classify(lane)).isEqualTo("1 green");

            // Loads and runs, but says something else than its samples.
            TinyModel.write(
                    models, TinyModel.spec("tiny", "2", 8), "    return torch.mul(torch.mean(x, [2, 3]), -1)\n");
            // No TorchScript at all.
            TinyModel.write(models, TinyModel.spec("tiny", "3", 8), "    return nonsense(x)\n");
            watcher.poll();
            assertThat(watcher.state().notes().lastRejected())
                    .hasValueSatisfying(last -> assertThat(last.step()).isEqualTo(LifecycleStep.VALIDATING));
            assertThat(classify(lane)).isEqualTo("1 green");

            // Other labels, other input size.
            TinyModel.write(models, TinyModel.spec("tiny", "4", List.of("rot", "gruen", "blau"), 16));
            watcher.poll();
            assertThat(engine.serving()).contains(watcher.state().model());
            assertThat(classify(lane)).isEqualTo("4 gruen");
        }
    }

    private static String classify(Lane lane) throws IOException, InterruptedException {
        Frame frame =
                Frame.builder("camera", Instant.EPOCH, EncodedImage.of(green())).build();
        FrameTicket ticket = new FrameTicket(new FramePosition("frames", 0, 0), frame);
        assertThat(lane.offer(ticket)).isTrue();
        assertThat(ticket.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(ticket.outcome()).isInstanceOf(Outcome.Classified.class);
        Outcome.RegionResult result =
                ((Outcome.Classified) ticket.outcome()).results().get(0);
        Prediction best = result.predictions().get(0);
        return result.model().version() + " " + best.label();
    }

    private static ByteBuffer green() throws IOException {
        BufferedImage image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 16; i++) image.setRGB(i % 4, i / 4, 0x10E010);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return ByteBuffer.wrap(png.toByteArray());
    }
}
