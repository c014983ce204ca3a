package io.maskstream.stream.batch;

import io.maskstream.stream.Frame;
import io.maskstream.stream.batch.InFlightBound.Share;
import io.maskstream.stream.fetch.ContentReference;
import io.maskstream.stream.fetch.FetchPool;
import io.maskstream.stream.fetch.FetchResult;

/**
 * From admission to decoding: by way of the fetch pool where a frame's content lies elsewhere. Safe for many threads.
 *
 * <p>A fetch goes on when its lane has closed: only its verdict keeps the replay from taking as long again, which under exactly-once could be for ever.
 */
final class Fetching {

    private final FetchPool pool;
    private final DecodePool decoders;

    Fetching(FetchPool pool, DecodePool decoders) {
        this.pool = pool;
        this.decoders = decoders;
    }

    /** What a frame is admitted with: memory for its content is reserved before it is fetched. */
    Share share(Frame frame) {
        return frame.reference()
                .map(reference -> new Share(frame.images(), pool.reservedBytes(reference), 1))
                .orElseGet(
                        () -> new Share(frame.images(), frame.image().content().remaining(), 0));
    }

    /** @throws EngineFailedException when the engine is closed; the frame is dropped */
    void submit(FrameJob job) {
        if (job.frame().reference().isEmpty()) decoders.submit(job);
        else {
            ContentReference reference = job.frame().reference().get();
            pool.fetch(reference, job.frame().deadline(), result -> ended(job, result));
        }
    }

    private void ended(FrameJob job, FetchResult result) {
        if (result instanceof FetchResult.Fetched fetched) {
            job.fetched(fetched.content());
            try {
                decoders.submit(job);
            } catch (EngineFailedException e) {
                // The engine closes and has dropped the frame; whoever waits for it is told by the engine.
            }
            return;
        }
        job.notFetched();
        if (result instanceof FetchResult.Failed failed) job.refusedForGood(failed.rejection(), failed.attempts());
        else job.droppedWhole();
    }
}
