package io.maskstream.stream.emit;

import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.Outcome.ShedReason;
import java.time.Instant;
import java.util.Optional;

/** Which frames are not worth decoding. Owned by one task's StreamThread. */
final class Shedding {

    private final EmitSettings settings;
    private final Optional<SourceRates> rates;

    Shedding(EmitSettings settings) {
        this.settings = settings;
        this.rates = settings.sourceMaxRate().isPresent()
                ? Optional.of(new SourceRates(settings.sourceMaxRate().getAsDouble()))
                : Optional.empty();
    }

    /** @param recordTime the record's timestamp, milliseconds */
    Optional<ShedReason> reason(Frame frame, long recordTime, Instant now) {
        if (frame.deadline().filter(deadline -> !deadline.isAfter(now)).isPresent())
            return Optional.of(ShedReason.DEADLINE);
        if (settings.frameMaxAge()
                .filter(age -> frame.captureTime().isBefore(now.minus(age)))
                .isPresent()) return Optional.of(ShedReason.AGE);
        if (rates.isPresent() && !rates.get().admits(frame.sourceId(), recordTime)) return Optional.of(ShedReason.RATE);
        return Optional.empty();
    }
}
