package io.maskstream.stream.batch;

import io.maskstream.model.ModelSpec;
import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.stream.Frame;
import io.maskstream.stream.infer.FakeModel;
import java.util.ArrayList;
import java.util.List;

/** Makes a {@link FakeModel}'s images out of frame ids: the tag is the id, plus the region's number times 1,000. */
final class FakeDecoder implements FrameDecoder {

    /** Frames of this source do not decode. */
    static final String CORRUPT = "corrupt";

    private final Runnable before;

    FakeDecoder() {
        this(() -> {});
    }

    /** @param before is run at the start of every decoding */
    FakeDecoder(Runnable before) {
        this.before = before;
    }

    static int label(int tag) {
        return Math.floorMod(tag, FakeModel.LABELS.size());
    }

    @Override
    public Decoded decode(Frame frame, ModelSpec spec, SlabPool slabs) {
        before.run();
        if (frame.sourceId().equals(CORRUPT))
            return new Decoded.Refused(Rejection.of(RejectionReason.CORRUPT_IMAGE, "corrupt on purpose"));
        List<float[]> images = new ArrayList<>();
        for (int region = 0; region < frame.images(); region++) {
            int tag = Integer.parseInt(frame.frameId()) + 1000 * region;
            float[] slab = slabs.take(spec.input().floats());
            slab[0] = label(tag);
            slab[1] = Float.parseFloat(spec.version());
            slab[2] = tag;
            images.add(slab);
        }
        return new Decoded.Images(images, false);
    }
}
