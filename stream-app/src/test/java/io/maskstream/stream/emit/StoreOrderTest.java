package io.maskstream.stream.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationSerde;
import java.time.Duration;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.WindowedSerdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Streams flushes stores in the order of the topology: in one commit everything gets from the first to the last. */
final class StoreOrderTest {

    private final StepFixture fixture = new StepFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aCachedWindowedCountBehindTheStepCountsTheFramesOfThisCommit() {
        fixture.frames()
                .processValues(fixture.step("step"))
                .groupByKey(Grouped.with(Serdes.String(), ClassificationSerde.singleObject()))
                .windowedBy(TimeWindows.ofSizeWithNoGrace(Duration.ofMinutes(1)))
                .count(Materialized.with(Serdes.String(), Serdes.Long()))
                .toStream()
                .to("counts", Produced.with(WindowedSerdes.timeWindowedSerdeFrom(String.class, 60_000), Serdes.Long()));
        fixture.pipe("a b c");
        assertThat(fixture.topic("counts", new LongDeserializer()).readValuesToList())
                .containsExactly(3L);
    }

    @Test
    void aCachedTableBeforeTheStepReachesItInsideTheCommitAndItsFramesStillLeave() {
        fixture.builder
                .table("in", Consumed.with(Serdes.String(), Serdes.String()), Materialized.as("table"))
                .toStream()
                .processValues(fixture.step("step"))
                .to("out", Produced.with(Serdes.String(), ClassificationSerde.singleObject()));
        fixture.engine.capacity(1);
        fixture.pipe("a");
        assertThat(fixture.resultIds()).containsExactly("a");
    }

    @Test
    void twoStepsInARowAreDrainedOneAfterTheOther() {
        fixture.frames()
                .processValues(fixture.step("first"))
                .mapValues(c -> c.getResultId() + "2")
                .processValues(fixture.step("second"))
                .to("out", Produced.with(Serdes.String(), ClassificationSerde.singleObject()));
        fixture.pipe("a b");
        assertThat(fixture.results()).extracting(Classification::getResultId).containsExactly("a2", "b2");
    }
}
