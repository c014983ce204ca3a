package io.maskstream.stream.metrics;

import static io.maskstream.stream.metrics.Pipelines.classified;
import static io.maskstream.stream.metrics.Pipelines.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.RejectionReason;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.batch.Outcome.ShedReason;
import io.maskstream.stream.lifecycle.LifecycleStep;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MetersTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = Meters.on(registry);
    // A gauge does not keep it alive.
    private final Engine engine = Pipelines.engine(7, 3);

    @Test
    void everyFrameHasOneStatus() {
        meters.frame(classified(false), "a");
        meters.frame(classified(false, false, false), "a");
        meters.frame(classified(false, true), "a");
        meters.frame(new Outcome.Shed(ShedReason.RATE), "a");
        meters.frame(Pipelines.rejected(RejectionReason.TRUNCATED), "a");

        assertThat(count("maskstream.frames", "status", "ok")).isEqualTo(2);
        assertThat(count("maskstream.frames", "status", "low_confidence")).isEqualTo(1);
        assertThat(count("maskstream.frames", "status", "shed")).isEqualTo(1);
        assertThat(count("maskstream.frames", "status", "dead_letter")).isEqualTo(1);
        assertThat(count("maskstream.images")).isEqualTo(6);
    }

    @Test
    void deadLettersAreCountedByStageAndReasonAndExistAtZero() {
        meters.frame(Pipelines.rejected(RejectionReason.TOO_MANY_PIXELS), "a");
        for (RejectionReason reason : RejectionReason.values())
            assertThat(count(
                            "maskstream.dead.letters",
                            "stage",
                            MeterId.tagValue(reason.stage()),
                            "reason",
                            MeterId.tagValue(reason)))
                    .as(reason.name())
                    .isEqualTo(reason == RejectionReason.TOO_MANY_PIXELS ? 1 : 0);
    }

    @Test
    void shedFramesAreCountedBySourceButNotByEverySource() {
        for (int i = 0; i < Sources.MAX + 20; i++) meters.frame(new Outcome.Shed(ShedReason.AGE), "camera-" + i);
        for (int i = 0; i < 3; i++) meters.frame(new Outcome.Shed(ShedReason.RATE), "camera-0");

        assertThat(shed("age", "camera-0")).isEqualTo(1);
        assertThat(shed("rate", "camera-0")).isEqualTo(3);
        assertThat(shed("age", "camera-" + (Sources.MAX - 1))).isEqualTo(1);
        assertThat(shed("age", "other")).isEqualTo(20);
        assertThat(registry.find("maskstream.frames.shed").counters())
                .hasSize((Sources.MAX + 1) * ShedReason.values().length);
    }

    @Test
    void anEndlessSourceNameBecomesNoLabel() {
        meters.frame(new Outcome.Shed(ShedReason.AGE), "x".repeat(1_000_000));
        assertThat(shed("age", "other")).isEqualTo(1);
    }

    @Test
    void aRegistryThatRefusesASourceDoesNotStopTheFrame() {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if ("bad".equals(id.getTag("source"))) throw new IllegalArgumentException("not that one");
                return id;
            }
        });
        meters.frame(new Outcome.Shed(ShedReason.AGE), "bad");
        meters.frame(new Outcome.Shed(ShedReason.AGE), "good");
        assertThat(shed("age", "other")).isEqualTo(1);
        assertThat(shed("age", "good")).isEqualTo(1);
    }

    @Test
    void timesAreSplitByWhereTheyWereSpent() {
        meters.brokerWait(Duration.ofMillis(100));
        meters.brokerWait(Duration.ofMillis(-100));
        meters.onDecoded(Duration.ofMillis(3));
        meters.onBatch(model("1"), 8, Duration.ofMillis(7), Duration.ofMillis(40));
        meters.onBatch(model("1"), 16, Duration.ofMillis(9), Duration.ofMillis(60));

        assertThat(registry.get("maskstream.broker.wait").timer().count()).isEqualTo(1);
        assertThat(millis("maskstream.broker.wait")).isEqualTo(100);
        assertThat(millis("maskstream.decode")).isEqualTo(3);
        assertThat(millis("maskstream.batch.wait")).isEqualTo(16);
        assertThat(millis("maskstream.inference")).isEqualTo(100);
        assertThat(registry.get("maskstream.batch.images").summary().totalAmount())
                .isEqualTo(24);
    }

    @Test
    void gaugesFollowTheEngine() {
        meters.watch(engine);
        assertThat(gauge("maskstream.images.in.flight")).isEqualTo(7);
        assertThat(gauge("maskstream.images.waiting")).isEqualTo(3);
    }

    @Test
    void onlyTheServingModelIsShown() {
        meters.onServing(model("1"), Duration.ofSeconds(1), Optional.empty());
        assertThat(count("maskstream.model.swaps")).isZero();
        meters.onServing(model("2"), Duration.ofSeconds(3), Optional.of(model("1")));

        assertThat(registry.find("maskstream.model.info").gauges())
                .singleElement()
                .satisfies(info -> {
                    assertThat(info.value()).isEqualTo(1);
                    assertThat(info.getId().getTag("name")).isEqualTo("tiny");
                    assertThat(info.getId().getTag("version")).isEqualTo("2");
                    assertThat(info.getId().getTag("sha256")).isEqualTo("0123456789ab");
                });
        assertThat(count("maskstream.model.swaps")).isEqualTo(1);
        assertThat(millis("maskstream.model.load")).isEqualTo(4000);
    }

    @Test
    void rejectedVersionsAreCountedByStep() {
        meters.onRejected(Pipelines.rejected(LifecycleStep.WARMING));
        for (LifecycleStep step : LifecycleStep.values())
            assertThat(count("maskstream.model.rejected", "step", MeterId.tagValue(step)))
                    .as(step.name())
                    .isEqualTo(step == LifecycleStep.WARMING ? 1 : 0);
    }

    @Test
    void whatTheEngineReportsIsCounted() {
        meters.onFormatDiffers();
        meters.onWorkerAbandoned("cpu");
        meters.onWorkerAbandoned("cpu");
        assertThat(count("maskstream.format.differs")).isEqualTo(1);
        assertThat(count("maskstream.workers.abandoned")).isEqualTo(2);
    }

    @Test
    void closingLeavesTheRegistryAsItWas() {
        registry.counter("of.somebody.else");
        meters.frame(new Outcome.Shed(ShedReason.AGE), "camera");
        meters.onServing(model("1"), Duration.ofSeconds(1), Optional.empty());
        meters.close();
        meters.close();
        meters.frame(new Outcome.Shed(ShedReason.AGE), "camera-of-a-late-frame");
        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .containsExactly("of.somebody.else");
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double shed(String reason, String source) {
        return count("maskstream.frames.shed", "reason", reason, "source", source);
    }

    private double gauge(String name) {
        Gauge gauge = registry.get(name).gauge();
        return gauge.value();
    }

    private double millis(String timer) {
        return registry.get(timer).timer().totalTime(TimeUnit.MILLISECONDS);
    }
}
