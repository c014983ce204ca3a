package io.maskstream.model.cli;

import io.maskstream.model.augment.Augmentation;
import io.maskstream.model.augment.Crop;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.augment.Mixing;
import io.maskstream.model.augment.Policy;
import io.maskstream.model.augment.ResizedCrop;
import picocli.CommandLine.Option;

/** What is done to training images; the defaults are for short runs of small networks. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class AugmentationOptions {

    @Option(
            names = "--resized-crop",
            paramLabel = "AREA",
            defaultValue = "1",
            description = "Random part of the original image, of at least this share of its area; 1: none"
                    + " (${DEFAULT-VALUE}).")
    private float resizedCrop;

    @Option(
            names = "--resized-crop-ratio",
            paramLabel = "R",
            defaultValue = "1.3333",
            description = "Its width to its height, 1/R to R (${DEFAULT-VALUE}).")
    private float resizedCropRatio;

    @Option(
            names = "--pad",
            paramLabel = "PIXELS",
            defaultValue = "4",
            description = "Random crop after padding of so many pixels; 0: none (${DEFAULT-VALUE}).")
    private int pad;

    @Option(
            names = "--pad-fill",
            paramLabel = "reflect|zero",
            defaultValue = "reflect",
            converter = Converters.Padding.class,
            description = "What the padding shows: the image mirrored, or black (${DEFAULT-VALUE}).")
    private Crop.Fill padFill;

    @Option(
            names = "--flip",
            paramLabel = "none|random|alternating",
            defaultValue = "alternating",
            converter = Converters.Flipped.class,
            description = "Mirror images: none (digits, text and the like), by chance, or every second epoch"
                    + " (${DEFAULT-VALUE}).")
    private Flip flip;

    @Option(
            names = "--policy",
            paramLabel = "none|trivial|rand",
            defaultValue = "none",
            converter = Converters.PolicyKind.class,
            description =
                    "Random operations on colours and geometry: TrivialAugment or RandAugment" + " (${DEFAULT-VALUE}).")
    private Policy.Kind policy;

    @Option(
            names = "--rand-operations",
            paramLabel = "N",
            defaultValue = "2",
            description = "RandAugment's operations an image (${DEFAULT-VALUE}).")
    private int operations;

    @Option(
            names = "--rand-magnitude",
            paramLabel = "M",
            defaultValue = "9",
            description = "Their strength, 0 to 30 (${DEFAULT-VALUE}).")
    private int magnitude;

    @Option(
            names = "--cutout",
            paramLabel = "PIXELS",
            defaultValue = "0",
            description = "Side of a square that is blanked out; 0: none (${DEFAULT-VALUE}).")
    private int cutout;

    @Option(
            names = "--mixing",
            paramLabel = "none|mixup|cutmix",
            defaultValue = "none",
            converter = Converters.MixingKind.class,
            description = "Mixed images with mixed labels, for runs of about 80 epochs and more (${DEFAULT-VALUE}).")
    private Mixing.Kind mixing;

    @Option(
            names = "--mixing-alpha",
            paramLabel = "A",
            defaultValue = "1",
            description = "Of the distribution Beta(A,A) of the shares, 0.1 to 4 (${DEFAULT-VALUE}).")
    private float mixingAlpha;

    @Option(
            names = "--mixing-share",
            paramLabel = "P",
            defaultValue = "0.5",
            description = "Share of the batches that are mixed (${DEFAULT-VALUE}).")
    private float mixingShare;

    /** @throws IllegalArgumentException when a value is out of bounds; the message names it */
    Augmentation toAugmentation() {
        return new Augmentation(
                new ResizedCrop(resizedCrop, resizedCropRatio),
                new Crop(pad, padFill),
                flip,
                new Policy(policy, operations, magnitude),
                cutout,
                new Mixing(mixing, mixingAlpha, mixingShare));
    }
}
