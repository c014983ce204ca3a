package io.maskstream.model.script;

import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a network for inference as a TorchScript archive: {@code forward(images [B, 3, H, W] float32) -> logits [B,
 * classes]}, any B from 1, batch normalisation folded into the convolutions. Loads no native library. Any thread; the
 * same weights give the same bytes.
 */
public final class ScriptExport {

    private ScriptExport() {}

    /**
     * @param modelPt written anew; of no use when this fails
     * @throws IllegalArgumentException when a tensor is missing, unknown, of another shape or not finite
     */
    public static void write(NetworkSpec spec, Weights weights, ScriptForm form, Path modelPt) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(modelPt), 1 << 16)) {
            write(spec, weights, form, out);
        }
    }

    /**
     * As {@link #write(NetworkSpec, Weights, ScriptForm, Path)}.
     *
     * @param out left open
     */
    public static void write(NetworkSpec spec, Weights weights, ScriptForm form, OutputStream out) throws IOException {
        DmcNetwork.requireFit(spec, weights);
        ScriptArchive.write(out, NetworkGraph.of(spec, weights, form));
    }
}
