package io.maskstream.model;

/** A model's input for one image: planes first (CHW), float32. */
public record InputShape(int channels, int height, int width) {

    public InputShape {
        if (channels != 3) throw new IllegalArgumentException("channels: " + channels + ", must be 3 (RGB)");
        if (height < 1 || height > 4096)
            throw new IllegalArgumentException("height: " + height + ", must be 1 to 4096");
        if (width < 1 || width > 4096) throw new IllegalArgumentException("width: " + width + ", must be 1 to 4096");
    }

    /** Floats of one image. */
    public int floats() {
        return channels * height * width;
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
