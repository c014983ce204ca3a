package io.maskstream.stream;

import io.maskstream.model.image.EncodedImage;
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
    private final List<NamedRegion> regions;
    private final Optional<Instant> deadline;
    private final Map<String, String> attributes;

    private Frame(Builder builder) {
        this.frameId = builder.frameId;
        this.sourceId = builder.sourceId;
        this.captureTime = builder.captureTime;
        this.image = builder.image;
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

    public EncodedImage image() {
        return image;
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
