package io.maskstream.stream.batch;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.batch.FrameDecoder.Decoded;
import io.maskstream.stream.infer.EngineTime;
import io.maskstream.stream.infer.Quarantine;
import io.maskstream.stream.infer.ServedModel;
import io.maskstream.stream.infer.Throughput;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From a frame to images in the batcher. Safe for many threads; runs on the decode pool. */
final class Decoding {

    private final FrameDecoder decoder;
    private final ServingModel serving;
    private final MicroBatcher batcher;
    private final SlabPool slabs;
    private final EngineListener listener;
    private final EngineTime time;
    private final Throughput throughput = new Throughput();

    Decoding(
            FrameDecoder decoder,
            ServingModel serving,
            MicroBatcher batcher,
            SlabPool slabs,
            EngineListener listener,
            EngineTime time) {
        this.decoder = decoder;
        this.serving = serving;
        this.batcher = batcher;
        this.slabs = slabs;
        this.listener = listener;
        this.time = time;
    }

    /** What one thread gets through. */
    Throughput throughput() {
        return throughput;
    }

    void decode(FrameJob job) {
        Optional<ServedModel> leased = job.isGivenUp() ? Optional.empty() : serving.lease();
        if (leased.isEmpty()) {
            job.droppedWhole();
            return;
        }
        ServedModel model = leased.get();
        job.bind(model);
        long start = time.nanos();
        Decoded decoded = decode(job, model);
        long end = time.nanos();
        Duration took = Duration.ofNanos(end - start);
        if (decoded instanceof Decoded.Images images) {
            throughput.observe(images.slabs().size(), took.toNanos());
            listener.onDecoded(took);
            if (images.formatDiffers()) listener.onFormatDiffers();
            List<ImageJob> ready = job.decoded(model, images.slabs(), took, end);
            Optional<Quarantine> quarantine = job.quarantine();
            if (quarantine.isPresent()) ready.forEach(image -> quarantine.get().examine(model, image));
            else if (!batcher.add(ready)) ready.forEach(ImageJob::dropped);
        } else if (decoded instanceof Decoded.Refused refused) {
            job.refused(refused.rejection());
        }
    }

    private Decoded decode(FrameJob job, ServedModel model) {
        try {
            return decoder.decode(job.frame(), model.spec(), slabs);
        } catch (RuntimeException | StackOverflowError e) {
            // A decoder's bug, met by this image only: the thread and the others go on.
            return new Decoded.Refused(
                    Rejection.of(RejectionReason.CORRUPT_IMAGE, "the decoder failed unexpectedly: " + e, e));
        } catch (Error e) {
            // Not the image's fault: the engine fails, and the frame is left for the replay.
            job.droppedWhole();
            throw e;
        }
    }
}
