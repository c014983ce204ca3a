package io.maskstream.stream.batch;

import io.maskstream.model.Rejection;
import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.InFlightBound.Share;
import io.maskstream.stream.batch.Outcome.RegionResult;
import io.maskstream.stream.infer.Answer;
import io.maskstream.stream.infer.Quarantine;
import io.maskstream.stream.infer.Run;
import io.maskstream.stream.infer.ServedModel;
import io.maskstream.stream.journal.JournalEntry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A frame between admission and outcome, and what it holds meanwhile: its part of the bound, a lease on its model, a slab
 * for each image. Safe for many threads; its images may be with several workers.
 *
 * <p>The frame ends with its last image, or earlier with the first that is rejected; the lease is held until the last image
 * has ended.
 */
final class FrameJob {

    private final FrameTicket ticket;
    private final TaskLane lane;
    private final long sequence;
    private final Completion completion;
    private final JournalEntry entry;
    private final @Nullable RegionResult[] results;
    private volatile Frame frame;
    private int imagesLeft;
    private long bytesLeft;
    private Duration decode = Duration.ZERO;
    private @Nullable ServedModel model;
    private volatile boolean over;

    /**
     * @param bytes that it was admitted with
     * @param sequence of the lane's admissions
     */
    FrameJob(FrameTicket ticket, long bytes, TaskLane lane, long sequence, Completion completion) {
        this.ticket = ticket;
        this.frame = ticket.frame();
        this.bytesLeft = bytes;
        this.lane = lane;
        this.sequence = sequence;
        this.completion = completion;
        FramePosition at = ticket.position();
        this.entry = new JournalEntry(lane.task(), at.topic(), at.partition(), at.offset(), at.part());
        this.imagesLeft = ticket.frame().images();
        this.results = new @Nullable RegionResult[imagesLeft];
    }

    /**
     * What all frames share: where slabs go back to, verdicts are kept, which confidence is low, and where suspects go; empty
     * where no crash journal is kept.
     */
    record Completion(
            SlabPool slabs, Verdicts verdicts, MinConfidence minConfidence, Optional<Quarantine> quarantine) {}

    TaskLane lane() {
        return lane;
    }

    Frame frame() {
        return frame;
    }

    String sourceId() {
        return frame().sourceId();
    }

    /** The frame, as it is found again after a crash. */
    JournalEntry entry() {
        return entry;
    }

    /** Where its images must go, because it was in flight when a process died; empty for nearly all. */
    Optional<Quarantine> quarantine() {
        return completion.quarantine().filter(quarantine -> quarantine.journal().isSuspect(entry));
    }

    boolean isHurried() {
        return sequence <= lane.hurriedUpTo();
    }

    /** Its lane was closed, or it has its outcome already. */
    boolean isGivenUp() {
        return over || lane.isClosed();
    }

    /** The fetch is over and came to this; what was reserved for more is free again. */
    void fetched(ByteBuffer content) {
        long surplus;
        synchronized (this) {
            surplus = bytesLeft - content.capacity();
            bytesLeft -= surplus;
        }
        frame = frame.fetched(content);
        lane.account().leave(new Share(0, surplus, 1));
    }

    /** The fetch is over and came to nothing. */
    void notFetched() {
        lane.account().leave(new Share(0, 0, 1));
    }

    /** As {@link #refused}, and for the next time too: what took long to find out would make the replay as late. */
    void refusedForGood(Rejection rejection, int attempts) {
        Outcome.Rejected verdict = new Outcome.Rejected(rejection, attempts, version());
        completion.verdicts().keep(lane.task(), ticket.position(), verdict);
        ended(frame().images(), Optional.of(verdict));
    }

    /** The frame is bound to a model, whose lease passes to it. */
    synchronized void bind(ServedModel leased) {
        model = leased;
    }

    /** Decoded: an image for each region. */
    synchronized List<ImageJob> decoded(ServedModel leased, List<float[]> slabs, Duration took, long nowNanos) {
        if (slabs.size() != imagesLeft)
            throw new IllegalStateException(ticket.position() + ": " + slabs.size() + " slabs for " + imagesLeft
                    + " images; the decoder must give one each");
        decode = took;
        List<ImageJob> images = new ArrayList<>(slabs.size());
        for (int i = 0; i < slabs.size(); i++) images.add(new ImageJob(this, i, slabs.get(i), leased, nowNanos));
        return images;
    }

    /** The frame does not become images. */
    void refused(Rejection rejection) {
        ended(frame().images(), Optional.of(new Outcome.Rejected(rejection, 0, version())));
    }

    /** The frame never gets as far as its images. */
    void droppedWhole() {
        ended(frame().images(), Optional.empty());
    }

    void classified(int region, float[] slab, long readyNanos, Answer answer, Run run) {
        RegionResult result = result(region, readyNanos, answer, run);
        completion.slabs().give(slab);
        synchronized (this) {
            results[region] = result;
        }
        ended(1, Optional.empty());
    }

    void rejected(float[] slab, Rejection rejection, int attempts) {
        completion.slabs().give(slab);
        Outcome.Rejected verdict = new Outcome.Rejected(rejection, attempts, version());
        completion.verdicts().keep(lane.task(), ticket.position(), verdict);
        ended(1, Optional.of(verdict));
    }

    void dropped(float[] slab) {
        completion.slabs().give(slab);
        ended(1, Optional.empty());
    }

    /**
     * Images have ended, in this order: they leave the bound, the ticket is completed if this ends the frame, the lane is
     * woken, and the lease goes back with the last image.
     *
     * @param verdict ends the frame at once
     */
    private void ended(int images, Optional<Outcome> verdict) {
        boolean last;
        boolean endsFrame;
        long bytes;
        Optional<Outcome> outcome;
        synchronized (this) {
            imagesLeft -= images;
            last = imagesLeft == 0;
            endsFrame = !over && (last || verdict.isPresent());
            over |= endsFrame;
            bytes = endsFrame ? bytesLeft : 0;
            outcome = endsFrame ? verdict.or(this::classified) : verdict;
        }
        lane.account().leave(new Share(images, bytes, 0));
        if (endsFrame) {
            if (!lane.isClosed()) outcome.ifPresent(ticket::complete);
            lane.account().frameEnded();
        }
        if (last) releaseModel();
    }

    /** Empty when an image has no result: it was dropped, because nobody waits for the frame. */
    private Optional<Outcome> classified() {
        List<RegionResult> all = new ArrayList<>(results.length);
        for (RegionResult result : results) {
            if (result == null) return Optional.empty();
            all.add(result);
        }
        return Optional.of(new Outcome.Classified(List.copyOf(all), decode));
    }

    private RegionResult result(int region, long readyNanos, Answer answer, Run run) {
        ServedModel by = leased();
        return new RegionResult(
                frame().regions().isEmpty()
                        ? Optional.empty()
                        : Optional.of(frame().regions().get(region).id()),
                answer.top(),
                answer.set(),
                answer.top().get(0).confidence() < completion.minConfidence().of(by.spec()),
                new ModelIdentity(by.spec().name(), by.spec().version(), by.sha256(), run.device()),
                run.startedAt(),
                Duration.ofNanos(run.startNanos() - readyNanos),
                run.inference(),
                run.batchSize());
    }

    private void releaseModel() {
        ServedModel held;
        synchronized (this) {
            held = model;
        }
        // None when the frame never got as far as being bound.
        if (held != null) held.release();
    }

    private synchronized ServedModel leased() {
        if (model == null) throw new IllegalStateException(ticket.position() + " is not bound to a model");
        return model;
    }

    private synchronized Optional<String> version() {
        return Optional.ofNullable(model).map(bound -> bound.spec().version());
    }
}
