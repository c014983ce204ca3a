package io.maskstream.stream.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that the processes of one machine may share. Whatever is done to more than one's own file is done under the
 * folder's lock. Safe for many threads.
 */
final class JournalFolder {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFolder.class);
    private static final String IN_FLIGHT = "inflight-";
    /** File locks are the process's, not the thread's. */
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();
    /** POSIX gives a lock back when the process closes any descriptor of the file: one's own must not be opened again. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final SuspectsFile suspects;

    JournalFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder).toRealPath();
        this.suspects = new SuspectsFile(this.folder.resolve("suspects"));
    }

    /** What is done with the suspects; empties, adds to or changes the map that it is given. */
    interface Change {
        void of(Map<JournalEntry, Suspect> suspects) throws IOException;
    }

    Path path() {
        return folder;
    }

    InFlightFile create(int regions, int frames) throws IOException {
        return locked(() -> {
            Path path = folder.resolve(IN_FLIGHT + UUID.randomUUID());
            OWN.add(path);
            return InFlightFile.create(path, regions, frames);
        });
    }

    /**
     * Reads the suspects, changes them, and writes them if they are others then.
     *
     * @param changed is told them, also when they cannot be written
     */
    void change(Change change, Consumer<Map<JournalEntry, Suspect>> changed) throws IOException {
        locked(() -> {
            Map<JournalEntry, Suspect> now = suspects.read();
            Map<JournalEntry, Suspect> before = Map.copyOf(now);
            change.of(now);
            changed.accept(Map.copyOf(now));
            if (!now.equals(before)) suspects.write(now);
            return now;
        });
    }

    /**
     * The files of processes that live no more, and what they had in flight. Within a {@link Change} only; to be {@linkplain
     * #delete deleted} when that is written.
     */
    Map<Path, Set<JournalEntry>> dead() throws IOException {
        Map<Path, Set<JournalEntry>> dead = new LinkedHashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, IN_FLIGHT + "*")) {
            for (Path file : files) {
                if (OWN.contains(file)) continue;
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                        FileLock lock = channel.tryLock()) {
                    if (lock != null) dead.put(file, InFlightFile.inFlight(file, content(channel)));
                } catch (NoSuchFileException e) {
                    // Its process has ended as it should.
                } catch (IOException e) {
                    LOG.atWarn()
                            .addKeyValue("file", file)
                            .setCause(e)
                            .log("crash journal cannot be read, its frames are not examined");
                }
            }
        }
        return dead;
    }

    static void delete(Iterable<Path> dead) throws IOException {
        for (Path file : dead) Files.deleteIfExists(file);
    }

    private static ByteBuffer content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (content.hasRemaining() && channel.read(content) >= 0) {
            // Goes on until the file is read.
        }
        return content.flip();
    }

    private <T> T locked(Action<T> action) throws IOException {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) throw new IOException(folder + " cannot be locked");
            return action.run();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private interface Action<T> {
        T run() throws IOException;
    }
}
