package io.maskstream.stream.consume;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.Region;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.RegionOfInterest;
import io.maskstream.schemas.SchemaRegistry;
import io.maskstream.schemas.WireFormat;
import io.maskstream.schemas.WireFormatException;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code input.format=imageframe}: the value is an {@link ImageFrame}, which must keep its contract. */
final class AvroFrames implements FrameReader {

    /** A region costs six bytes on the wire and a model input in memory: without a bound, 10 MB could ask for 20 GB. */
    static final int MAX_REGIONS = 1_024;

    private final WireFormat<ImageFrame> format;

    AvroFrames(WireFormat<ImageFrame> format) {
        this.format = format;
    }

    static AvroFrames of(FrameReaderSettings.ImageFrames settings) {
        return new AvroFrames(settings.schemaRegistryUrl()
                // The subject is of no matter: this side only reads.
                .map(url -> SchemaRegistry.at(url).format(ImageFrame.class, ImageFrame.class.getName()))
                .orElseGet(() -> WireFormat.singleObject(ImageFrame.class)));
    }

    @Override
    public ReadResult read(RawRecord record) {
        if (record.value().isEmpty()) return ReadResult.Rejected.nullValue();
        ImageFrame frame;
        try {
            frame = format.decode(record.value().get());
        } catch (WireFormatException e) {
            return ReadResult.Rejected.undecodable(e);
        }
        Optional<String> broken = brokenRule(frame);
        if (broken.isPresent()) return ReadResult.Rejected.invalid(broken.get());
        if (frame.getContent() == null)
            return new ReadResult.Rejected(Rejection.of(
                    RejectionReason.FETCH_FAILED,
                    "content_ref " + frame.getContentRef().getUri()
                            + ": the claim check is not available in this version; send the image as content"));
        return new ReadResult.Read(toFrame(frame));
    }

    /** The first rule of the contract that the frame breaks. */
    private static Optional<String> brokenRule(ImageFrame frame) {
        return Stream.of(
                        frame.getSourceId().isEmpty() ? "source_id is empty, must name the camera or feed" : null,
                        contentRule(frame),
                        sizeRule("width", frame.getWidth(), frame),
                        sizeRule("height", frame.getHeight(), frame),
                        regionRule(frame.getRoi()))
                .<String>mapMulti((rule, next) -> {
                    if (rule != null) next.accept(rule);
                })
                .findFirst();
    }

    private static @Nullable String contentRule(ImageFrame frame) {
        boolean content = frame.getContent() != null;
        boolean reference = frame.getContentRef() != null;
        if (content == reference)
            return "exactly one of content and content_ref must be set, " + (content ? "both are" : "none is");
        return null;
    }

    private static @Nullable String sizeRule(String name, @Nullable Integer size, ImageFrame frame) {
        if (size != null && size < 1) return name + " is " + size + ", must be at least 1 or null";
        if (size == null && encoding(frame).isRaw())
            return name + " is null, encoding " + frame.getEncoding() + " needs it";
        return null;
    }

    private static @Nullable String regionRule(List<RegionOfInterest> regions) {
        if (regions.size() > MAX_REGIONS)
            return "roi has " + regions.size() + " regions, must be at most " + MAX_REGIONS;
        Set<String> ids = new HashSet<>();
        for (RegionOfInterest region : regions) {
            if (region.getId().isEmpty()) return "roi has a region without id, results could not be told apart";
            if (!ids.add(region.getId()))
                return "roi has two regions of id " + region.getId() + ", results could not be told apart";
        }
        return null;
    }

    private static Frame toFrame(ImageFrame frame) {
        EncodedImage image = new EncodedImage(
                frame.getContent(), encoding(frame), optional(frame.getWidth()), optional(frame.getHeight()));
        Frame.Builder builder = Frame.builder(frame.getSourceId(), frame.getCaptureTime(), image)
                .frameId(frame.getFrameId())
                .attributes(frame.getAttributes())
                .regions(frame.getRoi().stream()
                        .map(r -> new NamedRegion(r.getId(), new Region(r.getX(), r.getY(), r.getW(), r.getH())))
                        .toList());
        if (frame.getDeadline() != null) builder.deadline(frame.getDeadline());
        return builder.build();
    }

    private static ImageEncoding encoding(ImageFrame frame) {
        return ImageEncoding.valueOf(frame.getEncoding().name());
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
