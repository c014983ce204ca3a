package io.maskstream.stream.batch;

import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.image.DecodeResult;
import io.maskstream.model.image.ImageDecoder;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.image.JpegDecoding;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.Scale;
import io.maskstream.model.image.ScaledImage;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Decodes the image once, then cuts, resizes and normalises each region as the model wants it. */
final class ImageFrameDecoder implements FrameDecoder {

    private final ImageDecoder decoder;
    /** Versions of a model mostly agree in these, so that this stays small. */
    private final Map<Wanted, Preprocessor> preprocessors = new ConcurrentHashMap<>();

    ImageFrameDecoder(ImageLimits limits, JpegDecoding jpeg) {
        this.decoder = new ImageDecoder(limits, jpeg);
    }

    private record Wanted(InputShape input, ResizeRule resize, Normalization normalization) {}

    @Override
    public Decoded decode(Frame frame, ModelSpec spec, SlabPool slabs) {
        Preprocessor preprocessor = preprocessor(spec);
        DecodeResult result = decoder.decode(frame.image(), (w, h) -> scale(regions(frame, w, h), w, h, preprocessor));
        if (result instanceof DecodeResult.Rejected rejected) return new Decoded.Refused(rejected.rejection());
        DecodeResult.Decoded decoded = (DecodeResult.Decoded) result;
        ScaledImage image = decoded.scaled();
        Optional<NamedRegion> outside = frame.regions().stream()
                .filter(named -> !named.region().isInside(image.width(), image.height()))
                .findFirst();
        if (outside.isPresent()) return new Decoded.Refused(outside(outside.get(), image));
        ImageEncoding declared = frame.image().declared();
        boolean differs = declared != ImageEncoding.UNKNOWN && declared != decoded.actual();
        return new Decoded.Images(
                write(image, regions(frame, image.width(), image.height()), preprocessor, slabs), differs);
    }

    private Preprocessor preprocessor(ModelSpec spec) {
        return preprocessors.computeIfAbsent(
                new Wanted(spec.input(), spec.resize(), spec.normalization()),
                wanted -> Preprocessor.of(wanted.input(), wanted.resize(), wanted.normalization()));
    }

    /** For the region that needs the most pixels. One outside of the image needs none: the frame will be refused. */
    private static Scale scale(List<Region> regions, int width, int height, Preprocessor preprocessor) {
        return regions.stream()
                .filter(region -> region.isInside(width, height))
                .map(preprocessor::scale)
                .reduce(Scale.EIGHTH, Scale::or);
    }

    private List<float[]> write(ScaledImage image, List<Region> regions, Preprocessor preprocessor, SlabPool slabs) {
        List<float[]> written = new ArrayList<>(regions.size());
        try {
            for (Region region : regions) {
                written.add(slabs.take(preprocessor.input().floats()));
                preprocessor.write(image, region, written.get(written.size() - 1), 0);
            }
            return written;
        } catch (RuntimeException | Error e) {
            written.forEach(slabs::give);
            throw e;
        }
    }

    private static List<Region> regions(Frame frame, int width, int height) {
        return frame.regions().isEmpty()
                ? List.of(Region.whole(width, height))
                : frame.regions().stream().map(NamedRegion::region).toList();
    }

    private static Rejection outside(NamedRegion named, ScaledImage image) {
        return Rejection.of(
                RejectionReason.REGION_OUTSIDE_IMAGE,
                "region " + named.id() + ": " + named.region() + " is empty or not inside the image of " + image.width()
                        + "x" + image.height());
    }
}
