package io.maskstream.stream.consume;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.Frame;
import io.maskstream.stream.FrameExtractor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.jspecify.annotations.Nullable;

/** Frames out of records of the user's own type. As safe for many threads as the extractor is. */
public final class ExtractedFrames<K, V> {

    private final FrameExtractor<K, V> extractor;

    public ExtractedFrames(FrameExtractor<K, V> extractor) {
        this.extractor = extractor;
    }

    /** What the extractor throws is the record's fault. */
    public ReadResult read(FixedKeyRecord<K, V> record) {
        if (record.value() == null) return ReadResult.Rejected.nullValue();
        @Nullable Frame frame;
        try {
            frame = extractor.extract(record);
        } catch (RuntimeException e) {
            return new ReadResult.Rejected(
                    Rejection.of(RejectionReason.EXTRACTOR_FAILED, "the FrameExtractor failed: " + e, e));
        }
        if (frame == null)
            return new ReadResult.Rejected(
                    Rejection.of(RejectionReason.EXTRACTOR_FAILED, "the FrameExtractor returned null"));
        if (!CaptureTime.isRepresentable(frame.captureTime()))
            return ReadResult.Rejected.invalid(
                    "capture time " + frame.captureTime() + " does not fit into 64 bits of microseconds");
        return new ReadResult.Read(frame);
    }
}
