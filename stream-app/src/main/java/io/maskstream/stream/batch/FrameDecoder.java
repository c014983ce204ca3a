package io.maskstream.stream.batch;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.Rejection;
import io.maskstream.stream.Frame;
import java.util.List;

/** A frame's bytes to model inputs; an interface, so that concurrency is tested without images. Safe for many threads. */
interface FrameDecoder {

    /** Slabs that are taken are in the result, or back in the pool, whatever happens. */
    Decoded decode(Frame frame, ModelSpec spec, SlabPool slabs);

    /** What became of a frame. */
    sealed interface Decoded {

        /**
         * @param slabs one for each region, in the frame's order; one for the whole image when it has none
         * @param formatDiffers the bytes are of another format than declared
         */
        record Images(List<float[]> slabs, boolean formatDiffers) implements Decoded {}

        record Refused(Rejection rejection) implements Decoded {}
    }
}
