package io.maskstream.model.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.artifact.Metric;
import io.maskstream.model.artifact.ModelArtifact;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "inspect",
        description = "Show what a model's manifest says and verify its files.",
        footer = {
            "",
            "Every file is read and compared with its size and SHA-256; one that differs is a failure. So is a"
                    + " signature that is not the one of this manifest.",
            "",
            "Example:",
            "  maskstream model inspect --model models/fashion",
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class InspectCommand extends CliCommand {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Mixin
    private TrustedModelOption model;

    @Option(
            names = "--json",
            description = "The manifest as one JSON object, with directory (where it lies), verified (true) and"
                    + " signedBy (the key's fingerprint, or null).")
    private boolean json;

    @Override
    int run() throws IOException {
        ModelArtifact artifact = model.artifact().verify();
        JsonNode manifest = JSON.readTree(artifact.manifestBytes());
        if (json) {
            // Over whatever the manifest may call the same.
            ObjectNode object = ((ObjectNode) manifest)
                    .put("directory", artifact.directory().toString())
                    .put("verified", true)
                    .put("signedBy", artifact.signer().orElse(null));
            out().println(object);
        } else {
            print(artifact, manifest);
        }
        return 0;
    }

    private void print(ModelArtifact artifact, JsonNode manifest) {
        ModelSpec spec = artifact.spec();
        line("model", artifact + " in " + artifact.directory());
        line("signature", signature(artifact));
        line("input", spec.input() + " RGB, resize " + spec.resize());
        line(
                "normalisation",
                "mean " + spec.normalization().mean() + ", std "
                        + spec.normalization().std());
        line("temperature", String.valueOf(spec.temperature()));
        spec.confidenceForRisk()
                .ifPresent(
                        r -> line("risk", "at most " + r.risk() + " wrong from confidence " + r.confidence() + " on"));
        spec.conformal().ifPresent(c -> line("conformal", "coverage " + c.coverage() + ", quantile " + c.quantile()));
        line("labels", spec.classes() + ": " + shortened(spec.labels()));
        artifact.thresholds().forEach((label, value) -> line("threshold", label + " " + value));
        for (Metric metric : artifact.metrics()) line("metric", describe(metric));
        // The network with its parameters is among them.
        artifact.provenance().forEach((key, value) -> line("provenance", key + " = " + value));
        for (String name : artifact.files()) {
            JsonNode file = manifest.path("files").path(name);
            line(
                    "file",
                    name + "  " + file.path("bytes").asLong() + " bytes  sha256 "
                            + file.path("sha256").asText() + "  verified");
        }
    }

    private String signature(ModelArtifact artifact) {
        String trust = model.asksForSignature() ? ", a trusted key" : ", not compared with --trusted-keys";
        return artifact.signer().map(signer -> "by " + signer + trust).orElse("none");
    }

    private void line(String name, String value) {
        out().println(String.format(Locale.ROOT, "%-14s %s", name, value));
    }

    private static String shortened(List<String> labels) {
        int shown = 20;
        String text = String.join(", ", labels.subList(0, Math.min(shown, labels.size())));
        return labels.size() > shown ? text + ", ..." : text;
    }

    private static String describe(Metric m) {
        String interval = m.interval()
                .map(i -> String.format(Locale.ROOT, " (95 %% interval %.4f to %.4f)", i.low(), i.high()))
                .orElse("");
        return String.format(
                Locale.ROOT, "%s %.4f%s on %s (%s)", m.name(), m.value(), interval, m.dataSet(), m.split());
    }
}
