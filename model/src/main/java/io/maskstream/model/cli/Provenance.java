package io.maskstream.model.cli;

/** The keys that {@code model export} writes into a manifest's provenance and other commands read. */
final class Provenance {

    static final String NETWORK = "network";
    static final String PARAMETERS = "parameters";
    static final String DATA = "data";
    /** Images of the whole training set, before the validation images were taken out. */
    static final String DATA_IMAGES = "data.images";

    static final String VALIDATION_IMAGES = "validation.images";
    static final String VALIDATION_SEED = "validation.seed";

    private Provenance() {}
}
