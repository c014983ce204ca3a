package io.maskstream.model.image;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.maskstream.model.RejectionReason;
import io.maskstream.model.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;

/** A corpus of odd and hostile images beside the checkout: what its manifest says that each file must do. */
public final class RobustnessCorpus {

    private static final Path FILE = Path.of("..", "..", "shared", "data", "robustness.zip");
    private static final String ROOT = "robustness/";

    private RobustnessCorpus() {}

    /** All rows of the manifest; skips the calling test where there is no corpus. */
    public static List<Row> rows() throws IOException {
        assumeTrue(
                Files.exists(FILE),
                () -> "no corpus at " + FILE.toAbsolutePath().normalize());
        try (ZipFile zip = new ZipFile(FILE.toFile());
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        zip.getInputStream(zip.getEntry(ROOT + "manifest.csv")), StandardCharsets.UTF_8))) {
            List<String> names = fields(lines.readLine());
            return lines.lines().map(line -> Row.of(names, fields(line))).toList();
        }
    }

    /** The file of a row. */
    public static byte[] content(Row row) throws IOException {
        try (ZipFile zip = new ZipFile(FILE.toFile())) {
            return zip.getInputStream(zip.getEntry(ROOT + row.path)).readAllBytes();
        }
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

    /**
     * What one file must do.
     *
     * @param displayed WIDTHxHEIGHT after EXIF orientation
     * @param mean of red, green and blue; empty where the file need not decode
     */
    public record Row(
            String path, String format, String property, String expected, String displayed, List<Integer> mean) {

        private static Row of(List<String> names, List<String> fields) {
            return new Row(
                    fields.get(names.indexOf("path")),
                    fields.get(names.indexOf("format")),
                    fields.get(names.indexOf("property")),
                    fields.get(names.indexOf("expected")),
                    fields.get(names.indexOf("displayed")),
                    Stream.of(fields.get(names.indexOf("mean_rgb")).split(" "))
                            .filter(number -> !number.isEmpty())
                            .map(Integer::valueOf)
                            .toList());
        }

        /** What is wrong with the file decoding to that size, if anything. */
        public Optional<String> complaintAboutSize(int width, int height) {
            if (expected.startsWith("reject")) return Optional.of("decoded");
            String size = width + "x" + height;
            return mustMatch() && !size.equals(displayed)
                    ? Optional.of("is " + size + ", not " + displayed)
                    : Optional.empty();
        }

        /** What is wrong with the file being rejected so, if anything. */
        public Optional<String> complaintAboutRejection(Stage stage, RejectionReason reason, String message) {
            String said = stage + " " + reason + ": " + message;
            if (stage != Stage.DECODE) return Optional.of("the wrong stage: " + said);
            if (message.length() < 10 || message.contains("Exception") || message.contains("null"))
                return Optional.of("a reason that nobody understands: " + said);
            boolean allowed = switch (expected) {
                case "reject", "either" -> true;
                case "reject-strict" -> reason == RejectionReason.CORRUPT_IMAGE && message.contains("CRC");
                case "reject-resource" -> reason == RejectionReason.TOO_MANY_PIXELS;
                case "decode-or-unsupported" -> reason == RejectionReason.UNSUPPORTED_FORMAT && !isPromised();
                default -> false;
            };
            return allowed ? Optional.empty() : Optional.of(said);
        }

        /** Whether size and colour are those of the manifest when it decodes; what is damaged may lose some. */
        boolean mustMatch() {
            return expected.startsWith("decode");
        }

        /** WebP and CMYK JPEG are promised; the rest of what may be unsupported is not. */
        private boolean isPromised() {
            return format.equals("WEBP") || property.contains("CMYK");
        }

        @Override
        public String toString() {
            return expected + " " + path;
        }
    }
}
