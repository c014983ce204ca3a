package io.maskstream.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Frames on their way into the input topic, from a thread of its own, and where each of them came to lie. */
final class Load {

    private final String bootstrapServers;
    private final Topics topics;
    private final LongFunction<TestFrame> frames;
    private final Map<Source, TestFrame> sent = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private final Thread thread;
    private volatile long end;

    private Load(String bootstrapServers, Topics topics, LongFunction<TestFrame> frames, long count, int perSecond) {
        this.bootstrapServers = bootstrapServers;
        this.topics = topics;
        this.frames = frames;
        this.end = count;
        this.thread = new Thread(() -> send(perSecond), "load");
        this.thread.setDaemon(true);
    }

    /** Sends the frames 0 to count - 1 as fast as it can, in turn to each partition. */
    static Load of(Topics topics, long count, LongFunction<TestFrame> frames) {
        return of(TestBroker.bootstrapServers(), topics, count, frames);
    }

    static Load of(String bootstrapServers, Topics topics, long count, LongFunction<TestFrame> frames) {
        return started(new Load(bootstrapServers, topics, frames, count, Integer.MAX_VALUE));
    }

    /** Sends until {@link #finish()}. */
    static Load steady(Topics topics, int perSecond, LongFunction<TestFrame> frames) {
        return steady(TestBroker.bootstrapServers(), topics, perSecond, frames);
    }

    static Load steady(String bootstrapServers, Topics topics, int perSecond, LongFunction<TestFrame> frames) {
        return started(new Load(bootstrapServers, topics, frames, Long.MAX_VALUE, perSecond));
    }

    private static Load started(Load load) {
        load.thread.start();
        return load;
    }

    private void send(int perSecond) {
        // One request at a time: on a topic that was made a moment ago the broker may refuse a producer's first batch
        // and
        // take its second, and then refuses the first as out of sequence until its delivery times out.
        Map<String, Object> config = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
                1);
        try (KafkaProducer<byte @Nullable [], byte @Nullable []> producer =
                new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            for (long n = 0; n < end; n++) {
                LockSupport.parkNanos(start + n * TimeUnit.SECONDS.toNanos(1) / perSecond - System.nanoTime());
                TestFrame frame = frames.apply(n);
                Future<RecordMetadata> unused = producer.send(
                        frame.record(topics.input(), (int) (n % topics.partitions())), (metadata, failure) -> {
                            if (failure == null) sent.put(new Source(metadata.partition(), metadata.offset()), frame);
                            else refused.incrementAndGet();
                        });
            }
        }
    }

    /** What the broker has acknowledged so far. */
    Set<Source> sent() {
        return Set.copyOf(sent.keySet());
    }

    /** Stops a steady load, or waits for the end of the other. */
    Map<Source, TestFrame> finish() throws InterruptedException {
        if (end == Long.MAX_VALUE) end = 0;
        thread.join(TimeUnit.SECONDS.toMillis(60));
        assertThat(thread.isAlive()).as("the load is still on its way").isFalse();
        assertThat(refused).as("frames that the broker refused").hasValue(0);
        return Map.copyOf(sent);
    }
}
