package io.maskstream.stream.emit;

import io.maskstream.model.Prediction;
import io.maskstream.schemas.ClassPrediction;
import io.maskstream.schemas.Classification;
import io.maskstream.schemas.ClassificationStatus;
import io.maskstream.schemas.ModelReference;
import io.maskstream.schemas.Timings;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import io.maskstream.stream.batch.FramePosition;
import io.maskstream.stream.batch.ModelIdentity;
import io.maskstream.stream.batch.Outcome;
import io.maskstream.stream.batch.Outcome.RegionResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Outcomes in the contract's form: one result for each region, or one for the whole image. Any thread. */
final class Results {

    private static final long NOT_MEASURED = -1;

    private final StepTypes.ResultIds ids;

    Results(StepTypes.ResultIds ids) {
        this.ids = ids;
    }

    List<Classification> classified(
            Frame frame, FramePosition position, Duration brokerWait, Outcome.Classified outcome) {
        return outcome.results().stream()
                .map(result -> classified(frame, position, brokerWait, outcome.decode(), result))
                .toList();
    }

    List<Classification> shed(Frame frame, FramePosition position, Duration brokerWait, Outcome.Shed outcome) {
        List<Optional<String>> regions = frame.regions().isEmpty()
                ? List.of(Optional.empty())
                : frame.regions().stream()
                        .map(NamedRegion::id)
                        .map(Optional::of)
                        .toList();
        return regions.stream()
                .map(region -> base(frame, position, region)
                        .setStatus(ClassificationStatus.SHED)
                        .setShedReason(outcome.reason().name())
                        .setTimingsUs(new Timings(micros(brokerWait), NOT_MEASURED, NOT_MEASURED, NOT_MEASURED))
                        .build())
                .toList();
    }

    private Classification classified(
            Frame frame, FramePosition position, Duration brokerWait, Duration decode, RegionResult result) {
        return base(frame, position, result.regionId())
                .setPredictions(
                        result.predictions().stream().map(Results::prediction).toList())
                .setPredictionSet(result.predictionSet().orElse(null))
                .setStatus(result.lowConfidence() ? ClassificationStatus.LOW_CONFIDENCE : ClassificationStatus.OK)
                .setModel(model(result.model()))
                .setInferenceTime(result.inferenceTime())
                .setTimingsUs(new Timings(
                        micros(brokerWait), micros(decode), micros(result.batchWait()), micros(result.inference())))
                .setBatchSize(result.batchSize())
                .build();
    }

    private Classification.Builder base(Frame frame, FramePosition position, Optional<String> region) {
        String id = ids.of(frame.frameId(), position);
        return Classification.newBuilder()
                .setResultId(region.map(r -> id + "-" + r).orElse(id))
                .setFrameId(frame.frameId())
                .setSourceId(frame.sourceId())
                .setCaptureTime(frame.captureTime())
                .setRoiId(region.orElse(null))
                .setSourceTopic(position.topic())
                .setSourcePartition(position.partition())
                .setSourceOffset(position.offset())
                .setAttributes(frame.attributes());
    }

    private static ClassPrediction prediction(Prediction p) {
        return new ClassPrediction(p.rank(), p.classId(), p.label(), p.confidence());
    }

    private static ModelReference model(ModelIdentity m) {
        return new ModelReference(m.name(), m.version(), m.sha256(), m.device());
    }

    private static long micros(Duration time) {
        return TimeUnit.NANOSECONDS.toMicros(time.toNanos());
    }
}
