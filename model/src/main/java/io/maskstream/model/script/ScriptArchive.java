package io.maskstream.model.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The zip around a TorchScript module. The same module gives the same bytes: stored entries of a fixed time. */
final class ScriptArchive {

    private static final String ROOT = "model/";

    /** The newest that libtorch 2.7 reads. */
    private static final String FORMAT = "10\n";

    // Not Zip's first day: on that one the JDK adds a second time that depends on the time zone.
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

    private final ZipOutputStream zip;

    private ScriptArchive(OutputStream out) {
        zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
    }

    /** Leaves the stream open. */
    static void write(OutputStream out, GraphWriter graph) throws IOException {
        ScriptArchive archive = new ScriptArchive(out);
        archive.entry("data.pkl", Pickle.module(graph.parameters()));
        archive.entry("code/__torch__.py", ascii(graph.code()));
        int file = 0;
        for (Parameter parameter : graph.parameters()) archive.entry("data/" + file++, parameter.bytes());
        archive.entry("constants.pkl", Pickle.empty());
        archive.entry("version", ascii(FORMAT));
        archive.zip.finish();
        archive.zip.flush();
    }

    private void entry(String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setTimeLocal(TIME);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
