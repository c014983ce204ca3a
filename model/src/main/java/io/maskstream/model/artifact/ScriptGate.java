package io.maskstream.model.artifact;

import io.maskstream.model.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What stands between a TorchScript archive and the native library that runs it. TorchScript is code: this reads the
 * archive's directory, its source and its pickles, and lets through only what an image classifier needs. Stateless; any
 * thread.
 */
public final class ScriptGate {

    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_TEXT_BYTES = 16L << 20;
    private static final long MAX_ALL_TEXT_BYTES = 128L << 20;
    /** Weights do not compress; an archive that grows more than this is made to fill the memory. */
    private static final int MAX_GROWTH = 4;

    private static final long GROWTH_FREE_BYTES = 64L << 20;

    private static final Pattern NAME = Pattern.compile("data\\.pkl|constants\\.pkl|version|byteorder|\\.format_version"
            + "|\\.storage_alignment|\\.data/(version|serialization_id)|(data|constants)/\\d{1,9}"
            + "|code/[A-Za-z0-9_/]+\\.py(\\.debug_pkl)?|extra/[A-Za-z0-9_./-]+");

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> code = new LinkedHashMap<>();
    private final Map<String, ZipEntry> pickles = new LinkedHashMap<>();

    private ScriptGate(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Has to be called before the archive is loaded.
     *
     * @throws ModelException INVALID_ARTIFACT that names the entry, the line and what is not allowed; nothing else is
     *     thrown, whatever the file holds
     */
    public static void require(Path file) {
        try {
            ZipEnd.require(file, MAX_ENTRIES);
            try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
                new ScriptGate(file, zip).check();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw Invalid.file(
                    file,
                    "is no TorchScript archive that can be trusted (" + e.getMessage()
                            + "); save the model anew with torch.jit.save",
                    e);
        }
    }

    private void check() throws IOException {
        sort(new ArrayList<>(zip.stream().toList()));
        ScriptNames names = new ScriptNames();
        Map<String, List<Token>> tokens = new LinkedHashMap<>();
        for (Map.Entry<String, ZipEntry> entry : code.entrySet())
            judge(entry.getKey(), () -> {
                List<Token> read = Tokens.of(text(entry.getValue()));
                names.declare(entry.getKey(), read);
                tokens.put(entry.getKey(), read);
            });
        ScriptCode rules = new ScriptCode(names);
        for (Map.Entry<String, List<Token>> entry : tokens.entrySet())
            judge(entry.getKey(), () -> rules.check(entry.getValue()));
        for (Map.Entry<String, ZipEntry> entry : pickles.entrySet())
            judge(entry.getKey(), () -> PickleCheck.run(bytes(entry.getValue()), names));
    }

    private void sort(List<? extends ZipEntry> entries) throws IOException {
        Set<String> seen = new HashSet<>();
        String root = "";
        long limit = MAX_GROWTH * Files.size(file) + GROWTH_FREE_BYTES;
        long total = 0;
        long text = 0;
        for (ZipEntry entry : entries) {
            String name = entry.getName();
            int slash = name.indexOf('/');
            if (root.isEmpty()) root = name.substring(0, slash + 1);
            String inner = name.substring(slash + 1);
            if (slash < 1 || !name.startsWith(root) || !NAME.matcher(inner).matches())
                throw Invalid.field(file, "an entry", name, "no TorchScript archive of a classifier has it");
            // libtorch does not tell case, and takes either of two.
            if (!seen.add(inner.toLowerCase(Locale.ROOT)))
                throw Invalid.field(file, "an entry", name, "it is there twice");
            long size = entry.getSize();
            if (size < 0 || entry.getCompressedSize() < 0)
                throw Invalid.field(file, "the size of " + name, size, "must be declared");
            // No sum that could overflow: sizes are whatever the archive says.
            if (size > limit - total)
                throw Invalid.field(
                        file,
                        "the unpacked size of " + name,
                        size,
                        "may be " + limit + " with all others for an archive of this size");
            total += size;
            boolean isCode = inner.endsWith(".py");
            boolean isPickle = inner.endsWith("pkl");
            if (!isCode && !isPickle) continue;
            text += size;
            if (size > MAX_TEXT_BYTES || text > MAX_ALL_TEXT_BYTES)
                throw Invalid.field(
                        file,
                        "the size of " + name,
                        size,
                        "code and pickles may have " + MAX_TEXT_BYTES + " bytes each, " + MAX_ALL_TEXT_BYTES
                                + " in all");
            (isCode ? code : pickles).put(inner, entry);
        }
        if (!pickles.containsKey("data.pkl"))
            throw Invalid.file(file, "has no data.pkl; save the model with torch.jit.save");
    }

    private interface Judgement {
        void run() throws IOException, ScriptRefusal;
    }

    private void judge(String entry, Judgement judgement) throws IOException {
        try {
            judgement.run();
        } catch (ScriptRefusal e) {
            throw Invalid.file(file, entry + ": " + e.getMessage());
        }
    }

    private String text(ZipEntry entry) throws IOException {
        return new String(bytes(entry), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(ZipEntry entry) throws IOException {
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes((int) entry.getSize() + 1);
            if (bytes.length != entry.getSize())
                throw Invalid.field(file, "the size of " + entry.getName(), entry.getSize(), "is not its real one");
            return bytes;
        }
    }
}
