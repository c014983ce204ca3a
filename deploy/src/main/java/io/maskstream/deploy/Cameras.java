package io.maskstream.deploy;

import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** The simulated cameras: a thread each, one producer. {@link #close()} stops them and sends what is on its way. */
final class Cameras implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Producer<String, ImageFrame> producer;
    private final List<Thread> threads = new ArrayList<>();

    private Cameras(String bootstrapServers, Ledger ledger) {
        this.ledger = ledger;
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                        ProducerConfig.LINGER_MS_CONFIG, 0,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 15_000),
                new StringSerializer(),
                FrameSerde.singleObject().serializer());
    }

    static Cameras start(String bootstrapServers, List<CameraPlan> plans, CameraImages images, Ledger ledger) {
        Cameras cameras = new Cameras(bootstrapServers, ledger);
        for (CameraPlan plan : plans) {
            List<CameraImage> shown = images.shuffled(plan.encoding(), plan.number());
            SimulatedCamera camera = new SimulatedCamera(
                    plan, shown, (sent, frame) -> cameras.send(plan.number(), sent, frame), cameras.stop);
            Thread thread = new Thread(() -> cameras.run(camera), plan.sourceId());
            // A JVM that ends must not wait for a camera that was forgotten.
            thread.setDaemon(true);
            cameras.threads.add(thread);
        }
        cameras.threads.forEach(Thread::start);
        return cameras;
    }

    private void run(SimulatedCamera camera) {
        try {
            camera.run();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private void send(int partition, SentFrame sent, ImageFrame frame) {
        // Before it is sent: its result may be seen before send() returns.
        ledger.sent(sent);
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(Topics.FRAMES, partition, sent.key().sourceId(), frame), (metadata, e) -> {
                    if (e != null) failure.compareAndSet(null, e);
                });
    }

    /** Every frame was handed to the producer. */
    boolean isDone() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    Optional<Exception> failure() {
        return Optional.ofNullable(failure.get());
    }

    @Override
    public void close() {
        stop.countDown();
        boolean interrupted = false;
        for (Thread thread : threads) {
            try {
                thread.join(CLOSE_TIMEOUT.toMillis());
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        producer.close(CLOSE_TIMEOUT);
        if (interrupted) Thread.currentThread().interrupt();
    }
}
