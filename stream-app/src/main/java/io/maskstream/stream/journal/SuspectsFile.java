package io.maskstream.stream.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The suspects of a folder, a line each, fields separated by tabs. Replaced as a whole, so that no reader sees half of it;
 * whoever writes holds the folder's lock.
 */
final class SuspectsFile {

    private static final Logger LOG = LoggerFactory.getLogger(SuspectsFile.class);
    private static final int FIELDS = 8;

    private final Path path;

    SuspectsFile(Path path) {
        this.path = path;
    }

    Map<JournalEntry, Suspect> read() throws IOException {
        Map<JournalEntry, Suspect> suspects = new LinkedHashMap<>();
        if (!Files.exists(path)) return suspects;
        for (String line : Files.readAllLines(path, UTF_8)) {
            String[] f = line.split("\t", FIELDS);
            try {
                suspects.put(
                        new JournalEntry(
                                f[7], f[6], Integer.parseInt(f[3]), Long.parseLong(f[4]), Integer.parseInt(f[5])),
                        new Suspect(Instant.parse(f[0]), f[1], Integer.parseInt(f[2])));
            } catch (RuntimeException e) {
                LOG.atWarn().addKeyValue("file", path).addKeyValue("line", line).log("no suspect, passed over");
            }
        }
        return suspects;
    }

    void write(Map<JournalEntry, Suspect> suspects) throws IOException {
        List<String> lines = suspects.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()))
                .toList();
        Path written = path.resolveSibling(path.getFileName() + ".new");
        Files.write(written, lines, UTF_8);
        Files.move(written, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String line(JournalEntry entry, Suspect suspect) {
        return String.join(
                "\t",
                suspect.since().toString(),
                suspect.model(),
                Integer.toString(suspect.kills()),
                Integer.toString(entry.partition()),
                Long.toString(entry.offset()),
                Integer.toString(entry.part()),
                entry.topic(),
                entry.task());
    }
}
