package io.maskstream.stream.consume;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.Region;
import io.maskstream.schemas.ContentRef;
import io.maskstream.schemas.ImageFrame;
import io.maskstream.schemas.RegionOfInterest;
import io.maskstream.schemas.SchemaRegistry;
import io.maskstream.schemas.WireFormat;
import io.maskstream.schemas.WireFormatException;
import io.maskstream.stream.Frame;
import io.maskstream.stream.NamedRegion;
import io.maskstream.stream.fetch.ContentReference;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code input.format=imageframe}: the value is an {@link ImageFrame}, which must keep its contract. */
final class AvroFrames implements FrameReader {

    /** A region costs six bytes on the wire and a model input in memory: without a bound, 10 MB could ask for 20 GB. */
    static final int MAX_REGIONS = 1_024;

    private static final int SHA256_BYTES = 32;
    private static final ByteBuffer ELSEWHERE = ByteBuffer.allocate(0);

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
        String broken = brokenRule(frame);
        if (broken != null) return ReadResult.Rejected.invalid(broken);
        return new ReadResult.Read(toFrame(frame));
    }

    /** The first rule of the contract that the frame breaks. */
    private static @Nullable String brokenRule(ImageFrame frame) {
        if (frame.getSourceId().isEmpty()) return "source_id is empty, must name the camera or feed";
        String broken = contentRule(frame);
        if (broken == null) broken = referenceRule(frame.getContentRef());
        if (broken == null) broken = sizeRule("width", frame.getWidth(), frame);
        if (broken == null) broken = sizeRule("height", frame.getHeight(), frame);
        if (broken == null) broken = regionRule(frame.getRoi());
        return broken;
    }

    private static @Nullable String contentRule(ImageFrame frame) {
        boolean content = frame.getContent() != null;
        boolean reference = frame.getContentRef() != null;
        if (content == reference)
            return "exactly one of content and content_ref must be set, " + (content ? "both are" : "none is");
        return null;
    }

    private static @Nullable String referenceRule(@Nullable ContentRef reference) {
        if (reference == null) return null;
        try {
            if (!new URI(reference.getUri()).isAbsolute())
                return "content_ref.uri is not absolute, must begin with a scheme such as https";
        } catch (URISyntaxException e) {
            return "content_ref.uri is no URI: " + e.getReason() + " at index " + e.getIndex();
        }
        if (reference.getSizeBytes() < -1)
            return "content_ref.size_bytes is " + reference.getSizeBytes() + ", must be at least 0, or -1 for unknown";
        if (reference.getSha256() != null && reference.getSha256().remaining() != SHA256_BYTES)
            return "content_ref.sha256 has " + reference.getSha256().remaining() + " bytes, must have " + SHA256_BYTES
                    + " or be null";
        return null;
    }

    private static @Nullable String sizeRule(String name, @Nullable Integer size, ImageFrame frame) {
        if (size != null && size < 1) return name + " is " + size + ", must be at least 1 or null";
        if (size == null && encoding(frame).isRaw())
            return name + " is null, encoding " + frame.getEncoding() + " needs it";
        return null;
    }

    private static @Nullable String regionRule(List<RegionOfInterest> regions) {
        if (regions.isEmpty()) return null;
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
                frame.getContent() == null ? ELSEWHERE : frame.getContent(),
                encoding(frame),
                optional(frame.getWidth()),
                optional(frame.getHeight()));
        Frame.Builder builder = Frame.builder(frame.getSourceId(), frame.getCaptureTime(), image)
                .frameId(frame.getFrameId())
                .attributes(frame.getAttributes())
                .regions(frame.getRoi().stream()
                        .map(r -> new NamedRegion(r.getId(), new Region(r.getX(), r.getY(), r.getW(), r.getH())))
                        .toList());
        if (frame.getDeadline() != null) builder.deadline(frame.getDeadline());
        if (frame.getContentRef() != null) builder.reference(reference(frame.getContentRef()));
        return builder.build();
    }

    private static ContentReference reference(ContentRef reference) {
        return new ContentReference(
                URI.create(reference.getUri()),
                reference.getSizeBytes() < 0 ? OptionalLong.empty() : OptionalLong.of(reference.getSizeBytes()),
                Optional.ofNullable(reference.getSha256()).map(AvroFrames::hex));
    }

    private static String hex(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return HexFormat.of().formatHex(copy);
    }

    private static ImageEncoding encoding(ImageFrame frame) {
        return ImageEncoding.valueOf(frame.getEncoding().name());
    }

    private static OptionalInt optional(@Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
