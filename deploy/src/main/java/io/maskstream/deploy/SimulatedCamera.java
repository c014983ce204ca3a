package io.maskstream.deploy;

import io.maskstream.schemas.ImageFrame;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A camera that shows the shipped images, over and over, at an even pace. Its thread owns it; it ends when its frames
 * are sent or when it is told to stop.
 */
final class SimulatedCamera implements Runnable {

    /** Takes a frame to Kafka. */
    interface Link {
        void send(SentFrame sent, ImageFrame frame);
    }

    private final CameraPlan plan;
    private final List<CameraImage> images;
    private final Link link;
    private final CountDownLatch stop;

    SimulatedCamera(CameraPlan plan, List<CameraImage> images, Link link, CountDownLatch stop) {
        this.plan = plan;
        this.images = images;
        this.link = link;
        this.stop = stop;
    }

    @Override
    public void run() {
        long start = System.nanoTime();
        Duration interval = plan.interval();
        // The cameras take turns instead of firing all at once.
        long offset = interval.toNanos() * plan.number() / CameraPlan.CAMERAS;
        try {
            for (long n = 0; n < plan.frames(); n++) {
                long due = start + offset + n * interval.toNanos();
                if (stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) return;
                take(n);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(long n) {
        CameraImage image = images.get((int) (n % images.size()));
        boolean corrupt = plan.isCorrupt(n);
        byte[] bytes =
                corrupt ? Corruption.of(n / Corruption.PERIOD + plan.number()).apply(image.bytes()) : image.bytes();
        String frameId = String.format("%08d", n + 1);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        ImageFrame frame = ImageFrame.newBuilder()
                .setFrameId(frameId)
                .setSourceId(plan.sourceId())
                .setCaptureTime(now)
                .setEncoding(plan.encoding())
                .setContent(ByteBuffer.wrap(bytes))
                .build();
        link.send(new SentFrame(new FrameKey(plan.sourceId(), frameId), now, image.label(), corrupt), frame);
    }
}
