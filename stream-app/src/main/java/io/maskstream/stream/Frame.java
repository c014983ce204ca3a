package io.maskstream.stream;

import io.maskstream.model.image.EncodedImage;
import io.maskstream.stream.fetch.ContentReference;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the pipeline must know of a record in order to classify its image. Immutable; the image's bytes are not copied
 * and must not change until the record's result has left.
 */
public final class Frame {

    private final String frameId;
    private final String sourceId;
    private final Instant captureTime;
    private final EncodedImage image;
    private final Optional<ContentReference> reference;
    private final List<NamedRegion> regions;
    private final Optional<Instant> deadline;
    private final Map<String, String> attributes;

    private Frame(Builder builder) {
        this.frameId = builder.frameId;
        this.sourceId = builder.sourceId;
        this.captureTime = builder.captureTime;
        this.image = builder.image;
        this.reference = builder.reference;
        this.regions = List.copyOf(builder.regions);
        this.deadline = builder.deadline;
        this.attributes = Map.copyOf(builder.attributes);
    }

    /**
     * @param sourceId the camera or feed
     * @param captureTime when the image was taken
     * @param image the encoded image
     */
    public static Builder builder(String sourceId, Instant captureTime, EncodedImage image) {
        return new Builder(sourceId, captureTime, image);
    }

    /** Identity of the frame within its source; empty when the record has none. */
    public String frameId() {
        return frameId;
    }

    public String sourceId() {
        return sourceId;
    }

    public Instant captureTime() {
        return captureTime;
    }

    /** Without bytes where there is a {@link #reference}. */
    public EncodedImage image() {
        return image;
    }

    /** Where the image's bytes are to be fetched from; empty: they are here. */
    public Optional<ContentReference> reference() {
        return reference;
    }

    /** This frame with the bytes that its reference refers to. */
    public Frame fetched(ByteBuffer content) {
        Builder builder = new Builder(
                sourceId, captureTime, new EncodedImage(content, image.declared(), image.width(), image.height()));
        builder.deadline = deadline;
        return builder.frameId(frameId).regions(regions).attributes(attributes).build();
    }

    /** Empty: the whole image is classified, as one. */
    public List<NamedRegion> regions() {
        return regions;
    }

    public Optional<Instant> deadline() {
        return deadline;
    }

    public Map<String, String> attributes() {
        return attributes;
    }

    /** Images that this frame becomes: one for each region, one when it has none. */
    public int images() {
        return Math.max(1, regions.size());
    }

    /** Builds a frame. For one thread. */
    public static final class Builder {

        private final String sourceId;
        private final Instant captureTime;
        private final EncodedImage image;
        private Optional<ContentReference> reference = Optional.empty();
        private String frameId = "";
        private List<NamedRegion> regions = List.of();
        private Optional<Instant> deadline = Optional.empty();
        private Map<String, String> attributes = Map.of();

        private Builder(String sourceId, Instant captureTime, EncodedImage image) {
            this.sourceId = sourceId;
            this.captureTime = captureTime;
            this.image = image;
        }

        public Builder frameId(String frameId) {
            this.frameId = frameId;
            return this;
        }

        /** The image's bytes lie elsewhere; those of the image that the builder was made with are not looked at. */
        public Builder reference(ContentReference reference) {
            this.reference = Optional.of(reference);
            return this;
        }

        public Builder regions(List<NamedRegion> regions) {
            this.regions = regions;
            return this;
        }

        public Builder deadline(Instant deadline) {
            this.deadline = Optional.of(deadline);
            return this;
        }

        public Builder attributes(Map<String, String> attributes) {
            this.attributes = attributes;
            return this;
        }

        public Frame build() {
            return new Frame(this);
        }
    }
}
