package io.maskstream.stream.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files as processes leave them that died with something in flight. */
public final class DeadJournal {

    private DeadJournal() {}

    /** Of a process that was never there. */
    public static void write(Path folder, List<JournalEntry> inFlight) throws IOException {
        try (CrashJournal dead = CrashJournal.open(folder.resolve("elsewhere"), 1, 8)) {
            dead.region().begin(inFlight);
            copy(dead, folder, "inflight-dead");
        }
    }

    /** What the file of a living journal holds now. */
    public static void copy(CrashJournal journal, Path folder, String name) throws IOException {
        try (Stream<Path> files = Files.list(journal.folder())) {
            Path own = files.filter(file -> file.getFileName().toString().startsWith("inflight-"))
                    .findFirst()
                    .orElseThrow();
            Files.copy(own, folder.resolve(name));
        }
    }
}
