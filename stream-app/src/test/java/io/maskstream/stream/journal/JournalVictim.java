package io.maskstream.stream.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A process that has frames in flight, and waits to be killed. */
final class JournalVictim {

    private JournalVictim() {}

    /** @param args the folder, and the first of two offsets in flight */
    public static void main(String[] args) throws IOException {
        CrashJournal journal = CrashJournal.open(Path.of(args[0]), 2, 4);
        long offset = Long.parseLong(args[1]);
        journal.region().begin(List.of(CrashJournalTest.frame(offset), CrashJournalTest.frame(offset + 1)));
        Region done = journal.region();
        done.begin(List.of(CrashJournalTest.frame(offset + 2)));
        done.clear();
        System.out.println("in flight");
        if (System.in.read() < 0) journal.close();
    }
}
