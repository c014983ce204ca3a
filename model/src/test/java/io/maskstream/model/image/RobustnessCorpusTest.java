package io.maskstream.model.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maskstream.model.RejectionReason;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Holds every file of a corpus of odd and hostile images to what its manifest says of it. */
class RobustnessCorpusTest {

    private static final Path CORPUS = Path.of("..", "..", "shared", "data", "robustness.zip");
    private static final String ROOT = "robustness/";
    private static final int MEAN_TOLERANCE = 3;
    private static final Duration LONGEST = Duration.ofSeconds(5);

    /** Gray of 16 bits: the manifest has Pillow's conversion, which clips at 255 where the standard scales. */
    private static final Set<String> CLIPPED_IN_MANIFEST = Set.of(
            "pngsuite/basn0g16.png",
            "pngsuite/oi1n0g16.png",
            "pngsuite/tbwn0g16.png",
            "pillow/i_trns.png",
            "generated/png_gray16.png");

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.DEFAULT);

    @Test
    void everyFileDoesWhatTheManifestSays() throws IOException {
        assumeTrue(
                Files.exists(CORPUS),
                () -> "no corpus at " + CORPUS.toAbsolutePath().normalize());
        List<String> failures = new ArrayList<>();
        int rows = 0;
        try (ZipFile zip = new ZipFile(CORPUS.toFile())) {
            for (Row row : Row.readAll(zip)) {
                rows++;
                byte[] content =
                        zip.getInputStream(zip.getEntry(ROOT + row.path)).readAllBytes();
                long start = System.nanoTime();
                DecodeResult result = decoder.decode(EncodedImage.of(ByteBuffer.wrap(content)));
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                complaint(row, result, took)
                        .ifPresent(complaint ->
                                failures.add(String.format("%-22s %-55s %s", row.expected, row.path, complaint)));
            }
        }
        assertThat(rows).isGreaterThan(200);
        assertThat(failures)
                .as("%d of %d files%n%s", failures.size(), rows, String.join("\n", failures))
                .isEmpty();
    }

    private static Optional<String> complaint(Row row, DecodeResult result, Duration took) {
        if (took.compareTo(LONGEST) > 0) return Optional.of("took " + took);
        if (result instanceof DecodeResult.Decoded decoded) return complaint(row, decoded);
        var rejection = ((DecodeResult.Rejected) result).rejection();
        String said = rejection.reason() + ": " + rejection.message();
        if (rejection.message().contains("Exception")) return Optional.of("a reason that nobody understands: " + said);
        boolean allowed = switch (row.expected) {
            case "reject", "reject-strict", "either" -> true;
            case "reject-resource" -> rejection.reason() == RejectionReason.TOO_MANY_PIXELS;
            case "decode-or-unsupported" ->
                rejection.reason() == RejectionReason.UNSUPPORTED_FORMAT && !row.mustDecode();
            default -> false;
        };
        return allowed ? Optional.empty() : Optional.of(said);
    }

    private static Optional<String> complaint(Row row, DecodeResult.Decoded decoded) {
        RgbImage image = decoded.image();
        if (row.expected.startsWith("reject")) return Optional.of("decoded");
        if (row.expected.equals("either")) return Optional.empty();
        String size = image.width() + "x" + image.height();
        if (!size.equals(row.displayed)) return Optional.of("is " + size + ", not " + row.displayed);
        if (CLIPPED_IN_MANIFEST.contains(row.path)) return Optional.empty();
        int[] mean = mean(image);
        for (int c = 0; c < 3; c++)
            if (Math.abs(mean[c] - row.mean[c]) > MEAN_TOLERANCE)
                return Optional.of(String.format(
                        "mean %d %d %d, not %d %d %d",
                        mean[0], mean[1], mean[2], row.mean[0], row.mean[1], row.mean[2]));
        return Optional.empty();
    }

    private static int[] mean(RgbImage image) {
        long[] sums = new long[3];
        for (int i = 0; i < image.rgb().length; i++) sums[i % 3] += image.rgb()[i] & 0xff;
        int pixels = image.width() * image.height();
        return new int[] {(int) (sums[0] / pixels), (int) (sums[1] / pixels), (int) (sums[2] / pixels)};
    }

    private record Row(String path, String format, String property, String expected, String displayed, int[] mean) {

        static List<Row> readAll(ZipFile zip) throws IOException {
            List<Row> rows = new ArrayList<>();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    zip.getInputStream(zip.getEntry(ROOT + "manifest.csv")), StandardCharsets.UTF_8))) {
                List<String> names = fields(lines.readLine());
                lines.lines()
                        .map(Row::fields)
                        .forEach(fields -> rows.add(new Row(
                                fields.get(names.indexOf("path")),
                                fields.get(names.indexOf("format")),
                                fields.get(names.indexOf("property")),
                                fields.get(names.indexOf("expected")),
                                fields.get(names.indexOf("displayed")),
                                numbers(fields.get(names.indexOf("mean_rgb"))))));
            }
            return rows;
        }

        private static int[] numbers(String text) {
            return text.isEmpty()
                    ? new int[0]
                    : List.of(text.split(" ")).stream()
                            .mapToInt(Integer::parseInt)
                            .toArray();
        }

        /** The manifest has quoted fields, without quotes inside and without line breaks. */
        private static List<String> fields(String line) {
            List<String> fields = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') quoted = !quoted;
                else if (c == ',' && !quoted) {
                    fields.add(field.toString());
                    field.setLength(0);
                } else field.append(c);
            }
            fields.add(field.toString());
            return fields;
        }

        /** WebP and CMYK JPEG are promised; the rest of what may be unsupported is not. */
        boolean mustDecode() {
            return format.equals("WEBP") || property.contains("CMYK");
        }
    }
}
