package io.maskstream.model.cli;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "sign",
        description = "Sign a model, for pipelines with maskstream.model.trusted.keys.",
        footer = {
            "",
            "Verifies the files, then writes manifest.sig: an Ed25519 signature of manifest.json, which holds the"
                    + " version and the SHA-256 of every file.",
            "",
            "A pair of keys:",
            "  openssl genpkey -algorithm ed25519 -out private.pem",
            "  openssl pkey -in private.pem -pubout -out public.pem",
            "",
            "Example:",
            "  maskstream model sign --model models/fashion/1 --key private.pem",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class SignCommand extends CliCommand {

    @Mixin
    private ModelOption model;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "The Ed25519 private key in PEM, not encrypted.")
    private Path key;

    @Override
    int run() throws IOException {
        SigningKey signer = SigningKey.read(key);
        ModelArtifact artifact = model.artifact().verify();
        artifact.sign(signer);
        out().println(artifact + " in " + artifact.directory() + " signed by " + signer.fingerprint());
        return 0;
    }
}
