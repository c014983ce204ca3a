package io.maskstream.model.image;

/** Says how small an image may be decoded for what is to be made of it; {@link Preprocessor#scale} knows. */
@FunctionalInterface
public interface Reduction {

    /** Every pixel is wanted. */
    Reduction NONE = (width, height) -> Scale.FULL;

    /**
     * Called at most once an image, by the thread that decodes it.
     *
     * @param width of the image as displayed, in pixels
     * @param height of the image as displayed, in pixels
     */
    Scale of(int width, int height);
}
