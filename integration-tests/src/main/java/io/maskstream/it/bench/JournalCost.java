package io.maskstream.it.bench;

import io.maskstream.stream.journal.CrashJournal;
import io.maskstream.stream.journal.JournalEntry;
import io.maskstream.stream.journal.Region;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What the crash journal costs a frame: batches of several sizes are begun and cleared, one thread. */
final class JournalCost {

    private static final int LARGEST = 32;
    private static final int ROUNDS = 5;
    private static final int FRAMES = 4_000_000;

    private JournalCost() {}

    /** @param args a folder on the disk that the journal is to be on */
    public static void main(String[] args) throws IOException {
        try (CrashJournal journal = CrashJournal.open(Path.of(args[0]), 1, LARGEST);
                Region region = journal.region()) {
            for (int batch : new int[] {1, 8, LARGEST}) {
                double best = Double.MAX_VALUE;
                // The first rounds are the JVM's, to compile.
                for (int round = 0; round < ROUNDS; round++) best = Math.min(best, nanosPerFrame(region, batch));
                System.out.printf(Locale.ROOT, "batches of %2d: %.3f microseconds a frame%n", batch, best / 1000);
            }
        }
    }

    private static double nanosPerFrame(Region region, int batch) {
        long start = System.nanoTime();
        for (long offset = 0; offset < FRAMES; offset += batch) {
            long first = offset;
            List<JournalEntry> frames = IntStream.range(0, batch)
                    .mapToObj(i -> new JournalEntry("classify 0_11", "factory.cameras.frames", 11, first + i, 0))
                    .toList();
            region.begin(frames);
            region.clear();
        }
        return (double) (System.nanoTime() - start) / FRAMES;
    }
}
