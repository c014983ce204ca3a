package io.maskstream.stream.batch;

import io.maskstream.model.Rejection;
import io.maskstream.stream.infer.Answer;
import io.maskstream.stream.infer.InferenceJob;
import io.maskstream.stream.infer.Run;
import io.maskstream.stream.infer.ServedModel;
import io.maskstream.stream.journal.JournalEntry;

/** One region of a frame, decoded. Immutable; what happens to it is told to its frame. */
final class ImageJob implements InferenceJob {

    private final FrameJob frame;
    private final int region;
    private final float[] slab;
    private final ServedModel model;
    private final long readyNanos;

    ImageJob(FrameJob frame, int region, float[] slab, ServedModel model, long readyNanos) {
        this.frame = frame;
        this.region = region;
        this.slab = slab;
        this.model = model;
        this.readyNanos = readyNanos;
    }

    TaskLane lane() {
        return frame.lane();
    }

    String sourceId() {
        return frame.sourceId();
    }

    ServedModel model() {
        return model;
    }

    boolean isHurried() {
        return frame.isHurried();
    }

    @Override
    public float[] pixels() {
        return slab;
    }

    @Override
    public JournalEntry entry() {
        return frame.entry();
    }

    @Override
    public long readyNanos() {
        return readyNanos;
    }

    @Override
    public boolean isGivenUp() {
        return frame.isGivenUp();
    }

    @Override
    public void classified(Answer answer, Run run) {
        frame.classified(region, slab, readyNanos, answer, run);
    }

    @Override
    public void rejected(Rejection rejection, int attempts) {
        frame.rejected(slab, rejection, attempts);
    }

    @Override
    public void dropped() {
        frame.dropped(slab);
    }
}
