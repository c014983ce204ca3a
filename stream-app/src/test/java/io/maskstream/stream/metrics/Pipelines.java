package io.maskstream.stream.metrics;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.runtime.LoadedModel;
import io.maskstream.stream.batch.Engine;
import io.maskstream.stream.batch.Lane;
import io.maskstream.stream.batch.ModelIdentity;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.batch.Outcome.RegionResult;
import io.maskstream.stream.batch.Outcome.ShedReason;
import io.maskstream.stream.fetch.FetchException;
import io.maskstream.stream.infer.SuspectVerdict;
import io.maskstream.stream.lifecycle.LifecycleStep;
import io.maskstream.stream.lifecycle.RejectedVersion;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a pipeline reports. */
final class Pipelines {

    private static final Engine ENGINE = engine(7, 3);

    private Pipelines() {}

    /** Meters that were all used once. */
    static Meters busy(MeterRegistry registry) {
        Meters meters = Meters.on(registry);
        meters.watch(ENGINE);
        meters.onServing(model("1"), Duration.ofSeconds(2), Optional.empty());
        meters.onServing(model("2"), Duration.ofSeconds(2), Optional.of(model("1")));
        meters.onRejected(rejected(LifecycleStep.LOADING));
        meters.frame(classified(false), "camera");
        meters.frame(classified(true), "camera");
        meters.frame(new Outcome.Shed(ShedReason.AGE), "camera");
        meters.frame(rejected(RejectionReason.TRUNCATED), "camera");
        meters.brokerWait(Duration.ofMillis(30));
        meters.onFetchAttempt(Optional.of(FetchException.Kind.TIMED_OUT), Duration.ofSeconds(5));
        meters.onDecoded(Duration.ofMillis(3));
        meters.onFormatDiffers();
        meters.onBatch(model("2"), 12, Duration.ofMillis(5), Duration.ofMillis(40));
        meters.onWorkerAbandoned("cpu");
        meters.onSuspect(SuspectVerdict.SURVIVED);
        return meters;
    }

    static ModelIdentity model(String version) {
        return new ModelIdentity("tiny", version, "0123456789abcdef".repeat(4), "cpu");
    }

    /** One result for each region: whether it is of low confidence. */
    static Outcome classified(Boolean... lowConfidence) {
        List<RegionResult> results = Stream.of(lowConfidence)
                .map(low -> new RegionResult(
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        low,
                        model("1"),
                        Instant.EPOCH,
                        Duration.ZERO,
                        Duration.ZERO,
                        1))
                .toList();
        return new Outcome.Classified(results, Duration.ZERO);
    }

    static Outcome rejected(RejectionReason reason) {
        return Outcome.Rejected.before(Rejection.of(reason, "of a test"));
    }

    static RejectedVersion rejected(LifecycleStep step) {
        return new RejectedVersion("3", step, "of a test", Instant.EPOCH);
    }

    static Engine engine(int inFlight, int waiting) {
        return new Engine() {
            @Override
            public int imagesInFlight() {
                return inFlight;
            }

            @Override
            public int imagesWaiting() {
                return waiting;
            }

            @Override
            public int imagesSuspected() {
                return 2;
            }

            @Override
            public Lane lane(String task) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void install(LoadedModel model, Duration imageTime) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Optional<ModelIdentity> serving() {
                return Optional.empty();
            }

            @Override
            public Optional<Throwable> failure() {
                return Optional.empty();
            }

            @Override
            public void close() {}
        };
    }
}
