package io.maskstream.stream.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which frames are inside native code now, on record for whoever comes after a crash, and which were when a process of this
 * folder died: the suspects. Safe for many threads.
 *
 * <p>A suspect stays one until its task is seen to begin behind it, because only then its outcome was committed; or for a
 * week, for its partition may have moved to another machine.
 */
public final class CrashJournal implements AutoCloseable {

    static final Duration FORGOTTEN_AFTER = Duration.ofDays(7);

    private static final Logger LOG = LoggerFactory.getLogger(CrashJournal.class);

    private final JournalFolder folder;
    private final InFlightFile file;
    private final InstantSource clock;
    private volatile Map<JournalEntry, Suspect> suspects = Map.of();
    /** What is in memory may know more than the folder. Guarded by this. */
    private boolean unwritten;

    private CrashJournal(JournalFolder folder, InFlightFile file, InstantSource clock) {
        this.folder = folder;
        this.file = file;
        this.clock = clock;
    }

    /**
     * Begins this process's journal and reads those of the dead.
     *
     * @param path of a folder on a local disk; made if it is not there. Processes of one application may share it, different
     *     applications must not
     * @param regions that are open at once, at most
     * @param frames in a region, at most
     * @throws IOException when the folder cannot be written
     */
    public static CrashJournal open(Path path, int regions, int frames) throws IOException {
        return open(path, regions, frames, InstantSource.system());
    }

    static CrashJournal open(Path path, int regions, int frames, InstantSource clock) throws IOException {
        JournalFolder folder = new JournalFolder(path);
        CrashJournal journal = new CrashJournal(folder, folder.create(regions, frames), clock);
        journal.lookForTheDead();
        return journal;
    }

    public Path folder() {
        return folder.path();
    }

    /** @throws IllegalStateException when there are as many as the journal was opened for */
    public Region region() {
        return file.region();
    }

    /** Reads the journals of processes that have died since the last look. Takes milliseconds. */
    public void lookForTheDead() {
        Set<Path> read = new LinkedHashSet<>();
        boolean written = change(known -> {
            Instant now = clock.instant();
            known.values()
                    .removeIf(suspect -> suspect.since().plus(FORGOTTEN_AFTER).isBefore(now));
            for (Map.Entry<Path, Set<JournalEntry>> dead : folder.dead().entrySet()) {
                for (JournalEntry entry : dead.getValue())
                    known.merge(entry, Suspect.since(now), (before, fresh) -> before.seenAgain(now));
                read.add(dead.getKey());
                LOG.atWarn()
                        .addKeyValue("file", dead.getKey())
                        .addKeyValue("suspects", dead.getValue())
                        .log("a process died; what it had in flight is examined before it is let in again");
            }
        });
        if (written && !read.isEmpty()) delete(read);
    }

    /** Whether a frame was in flight when a process died. */
    public boolean isSuspect(JournalEntry frame) {
        return suspects.containsKey(frame);
    }

    /** Whether any frame of a task was. */
    public boolean hasSuspects(String task) {
        return suspects.keySet().stream().anyMatch(frame -> frame.task().equals(task));
    }

    /** How often a frame took a child JVM down, alone, with this model. */
    public int kills(JournalEntry frame, String modelSha256) {
        Suspect suspect = suspects.get(frame);
        return suspect == null ? 0 : suspect.kills(modelSha256);
    }

    /** It did so once more. */
    public void killed(JournalEntry frame, String modelSha256) {
        change(known -> known.put(
                frame, known.getOrDefault(frame, Suspect.since(clock.instant())).killed(modelSha256)));
    }

    /** A task begins to read a partition at this offset: whatever lies before was committed. */
    public void beginsAt(String task, String topic, int partition, long offset) {
        if (suspects.keySet().stream().anyMatch(frame -> isBefore(frame, task, topic, partition, offset)))
            change(known -> known.keySet().removeIf(frame -> isBefore(frame, task, topic, partition, offset)));
    }

    /** This process ends as it should. Idempotent. */
    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("crash journal does not close; frames of this process may be examined later");
        }
    }

    private static void delete(Set<Path> read) {
        try {
            JournalFolder.delete(read);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("crash journal of a dead process stays; its frames may be examined again");
        }
    }

    /** @return whether it is written */
    private synchronized boolean change(JournalFolder.Change change) {
        try {
            folder.change(
                    known -> {
                        if (unwritten)
                            suspects.forEach((frame, suspect) -> known.merge(frame, suspect, Suspect::worse));
                        change.of(known);
                    },
                    now -> suspects = now);
            unwritten = false;
            return true;
        } catch (IOException e) {
            unwritten = true;
            LOG.atWarn()
                    .addKeyValue("folder", folder.path())
                    .setCause(e)
                    .log("crash journal cannot be written; what is known stays in memory");
            return false;
        }
    }

    private static boolean isBefore(JournalEntry frame, String task, String topic, int partition, long offset) {
        return frame.offset() < offset
                && frame.partition() == partition
                && frame.topic().equals(topic)
                && frame.task().equals(task);
    }
}
