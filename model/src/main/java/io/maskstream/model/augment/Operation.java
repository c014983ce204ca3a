package io.maskstream.model.augment;

import io.maskstream.model.image.RgbImage;

/**
 * The operations of AutoAugment (Cubuk et al. 2019) as TrivialAugment and RandAugment take them. Level 0 is the identity
 * for all but autocontrast and equalize, which have no strength. Geometry takes the nearest pixel.
 */
enum Operation {
    IDENTITY {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return image;
        }
    },
    AUTOCONTRAST {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Histogram.stretch(image);
        }
    },
    EQUALIZE {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Histogram.equalize(image);
        }
    },
    SOLARIZE {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            int threshold = strength.threshold();
            return Histogram.map(image, (channel, v) -> v < threshold ? v : 255 - v);
        }
    },
    POSTERIZE {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            int mask = 0xff << (8 - strength.bits());
            return Histogram.map(image, (channel, v) -> v & mask);
        }
    },
    BRIGHTNESS {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Enhancement.brightness(image, strength.factor());
        }
    },
    COLOR {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Enhancement.color(image, strength.factor());
        }
    },
    CONTRAST {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Enhancement.contrast(image, strength.factor());
        }
    },
    SHARPNESS {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Enhancement.sharpness(image, strength.factor());
        }
    },
    ROTATE {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return Affine.rotation(strength.radians(), image).apply(image, blank);
        }
    },
    SHEAR_X {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return new Affine(1, strength.shear(), 0, 0, 1, 0).apply(image, blank);
        }
    },
    SHEAR_Y {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return new Affine(1, 0, 0, strength.shear(), 1, 0).apply(image, blank);
        }
    },
    TRANSLATE_X {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return new Affine(1, 0, strength.translation(image.width()), 0, 1, 0).apply(image, blank);
        }
    },
    TRANSLATE_Y {
        @Override
        RgbImage apply(RgbImage image, Strength strength, byte[] blank) {
            return new Affine(1, 0, 0, 0, 1, strength.translation(image.height())).apply(image, blank);
        }
    };

    /** @param blank the pixel shown where the image has none */
    abstract RgbImage apply(RgbImage image, Strength strength, byte[] blank);
}
