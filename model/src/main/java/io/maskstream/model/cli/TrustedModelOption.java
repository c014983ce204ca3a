package io.maskstream.model.cli;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.TrustedKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --model} and who must have signed it, the same for every command that runs or shows an artifact. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TrustedModelOption extends ModelOption {

    @Option(
            names = "--trusted-keys",
            paramLabel = "FILE",
            split = ",",
            description = "Ed25519 public keys in PEM: only a model that one of them signed is accepted.")
    private List<Path> trustedKeys = List.of();

    /**
     * As {@link ModelOption#artifact()}; the manifest is signed by a trusted key, where there are any.
     *
     * @throws io.maskstream.model.ModelException INVALID_ARTIFACT also when it is not
     */
    @Override
    ModelArtifact artifact() throws IOException {
        return super.artifact().requireSignedBy(TrustedKeys.read(trustedKeys));
    }

    boolean asksForSignature() {
        return !trustedKeys.isEmpty();
    }
}
