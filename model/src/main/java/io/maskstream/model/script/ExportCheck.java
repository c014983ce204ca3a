package io.maskstream.model.script;

import io.maskstream.model.ModelException;
import io.maskstream.model.ModelException.Kind;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.runtime.SampleCheck;

/** Compares what an archive says with what the network says that it was written from. */
final class ExportCheck {

    /** As {@link SampleCheck#TOLERANCE}, a tenth of it: the rest is for other devices. */
    private static final float TOLERANCE = SampleCheck.TOLERANCE / 10;

    private ExportCheck() {}

    /** @throws ModelException INVALID_ARTIFACT with sample and class where they differ */
    static void requireSame(ModelSpec spec, float[] network, float[] archive) {
        int classes = spec.classes();
        for (int from = 0; from < network.length; from += classes) {
            float scale = 1;
            for (int c = 0; c < classes; c++) scale = Math.max(scale, Math.abs(network[from + c]));
            for (int c = 0; c < classes; c++) {
                // Written so that NaN does not pass.
                if (!(Math.abs(archive[from + c] - network[from + c]) <= TOLERANCE * scale))
                    throw new ModelException(
                            Kind.INVALID_ARTIFACT,
                            "export of " + spec.name() + "/" + spec.version() + ": sample " + from / classes
                                    + ", class " + c + " (" + spec.labels().get(c) + "): the archive says "
                                    + archive[from + c] + ", the network " + network[from + c] + ", must agree within "
                                    + TOLERANCE * scale + "; nothing was written, try another processor or native"
                                    + " library");
            }
        }
    }
}
