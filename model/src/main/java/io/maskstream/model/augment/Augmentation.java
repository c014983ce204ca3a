package io.maskstream.model.augment;

import io.maskstream.model.data.ItemKey;
import io.maskstream.model.data.PixelTransform;
import io.maskstream.model.image.Region;
import io.maskstream.model.image.RgbImage;

/**
 * What is done to training images, in this order. Immutable.
 *
 * @param resizedCrop which part of the original image is resized to the input's size
 * @param crop after padding
 * @param flip left and right exchanged
 * @param policy operations of a random kind and strength
 * @param cutout side in pixels of a square that is blanked out, 0: none
 * @param mixing of the images and labels of a batch
 */
public record Augmentation(ResizedCrop resizedCrop, Crop crop, Flip flip, Policy policy, int cutout, Mixing mixing) {

    private static final int REGION = 1;
    private static final int CROP = 2;
    private static final int FLIP = 3;
    private static final int POLICY = 4;
    private static final int CUTOUT = 5;

    public Augmentation {
        if (cutout < 0) throw new IllegalArgumentException("cutout: " + cutout + ", must be at least 0");
    }

    /** Only a crop after reflect padding and the alternating flip: enough for short runs of small networks. */
    public static Augmentation light(int padding, Flip flip) {
        return new Augmentation(
                ResizedCrop.OFF, new Crop(padding, Crop.Fill.REFLECT), flip, Policy.NONE, 0, Mixing.NONE);
    }

    /**
     * All but the mixing.
     *
     * @param blank the pixel (red, green, blue) that stands for nothing: the mean colour
     */
    public PixelTransform toTransform(byte[] blank) {
        return new PixelTransform() {
            @Override
            public Region region(int width, int height, ItemKey key) {
                return resizedCrop.region(width, height, key.random(REGION));
            }

            @Override
            public RgbImage apply(RgbImage image, ItemKey key) {
                boolean mirrored = flip.flips(key, FLIP);
                RgbImage cropped = crop.apply(image, mirrored, key.random(CROP));
                RgbImage changed = policy.apply(cropped, blank, key.random(POLICY));
                return cutout == 0 ? changed : Cutout.apply(changed, cutout, blank, key.random(CUTOUT));
            }
        };
    }
}
