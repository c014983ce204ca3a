package io.maskstream.model.network;

/** One branch of a mask convolution: a square kernel, odd, and its dilation; padded so that the map keeps its size. */
public record Branch(int kernel, int dilation) {

    public Branch {
        if (kernel < 1 || kernel % 2 == 0)
            throw new IllegalArgumentException("branch kernel: " + kernel + ", must be odd and at least 1");
        if (dilation < 1) throw new IllegalArgumentException("branch dilation: " + dilation + ", must be at least 1");
    }

    static Branch parse(String text) {
        int d = text.indexOf('d');
        return new Branch(Integer.parseInt(text.substring(0, d)), Integer.parseInt(text.substring(d + 1)));
    }

    /** Weights of the kernel for one pair of channels. */
    public int taps() {
        return kernel * kernel;
    }

    /** Such as {@code 3d2}. */
    @Override
    public String toString() {
        return kernel + "d" + dilation;
    }
}
