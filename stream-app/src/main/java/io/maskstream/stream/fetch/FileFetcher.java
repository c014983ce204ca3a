package io.maskstream.stream.fetch;

import io.maskstream.stream.fetch.FetchException.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/**
 * {@code file}: regular files below an allowed folder. Where a path leads is resolved first; then the file is opened from the folder downwards, folder by
 * folder, without following a link, so that nothing that is exchanged in between leads elsewhere. Safe for many threads.
 */
final class FileFetcher implements ContentFetcher {

    private static final String KEY = "maskstream.fetch.folders";

    private final List<Path> folders;

    FileFetcher(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public void fetch(ContentReference reference, FetchAttempt attempt) throws IOException {
        Path path = path(reference.uri());
        Path real;
        try {
            real = path.toRealPath();
        } catch (NoSuchFileException e) {
            // The same answer as for a file that is there: who may write frames must not learn what files there are.
            throw allowsTextually(path) ? new FetchException(Kind.FAILED, "no such file", e) : outside();
        } catch (IOException e) {
            throw allowsTextually(path) ? e : outside();
        }
        for (Path folder : folders) {
            Path realFolder;
            try {
                realFolder = folder.toRealPath();
            } catch (NoSuchFileException e) {
                // Not mounted: the file is not below it.
                continue;
            }
            if (!real.startsWith(realFolder) || real.equals(realFolder)) continue;
            try (DirectoryStream<Path> opened = Files.newDirectoryStream(realFolder)) {
                read(secure(opened), realFolder.relativize(real), attempt);
            }
            return;
        }
        throw outside();
    }

    private static Path path(URI uri) throws FetchException {
        Path path;
        try {
            path = Path.of(uri);
        } catch (IllegalArgumentException e) {
            String why = e instanceof InvalidPathException ? "the path is not one" : String.valueOf(e.getMessage());
            throw new FetchException(Kind.REFUSED, "must be file:///PATH, without host, query and fragment: " + why, e);
        }
        for (Path name : path)
            if (name.toString().equals("..")) throw new FetchException(Kind.REFUSED, "the path must not have .. in it");
        return path;
    }

    private boolean allowsTextually(Path path) {
        return folders.stream().anyMatch(folder -> path.startsWith(folder.toAbsolutePath()));
    }

    private FetchException outside() {
        return new FetchException(
                Kind.REFUSED,
                folders.isEmpty()
                        ? "no folder is allowed: " + KEY + " is not set"
                        : "the file, with links followed, is not below one of " + KEY);
    }

    private static void read(SecureDirectoryStream<Path> folder, Path relative, FetchAttempt attempt)
            throws IOException {
        Path name = relative.getName(0);
        if (relative.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
                read(next, relative.subpath(1, relative.getNameCount()), attempt);
            }
            return;
        }
        BasicFileAttributes attributes = folder.getFileAttributeView(
                        name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .readAttributes();
        // Before it is opened: opening a pipe waits for whoever writes to it.
        if (!attributes.isRegularFile())
            throw new FetchException(
                    Kind.REFUSED, "is " + (attributes.isDirectory() ? "a folder" : "not a regular file"));
        attempt.announce(attributes.size());
        try (SeekableByteChannel channel =
                folder.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            attempt.read(Channels.newInputStream(channel));
        }
    }

    private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> opened) throws FetchException {
        if (opened instanceof SecureDirectoryStream<Path> secure) return secure;
        throw new FetchException(
                Kind.REFUSED, "this platform cannot open files without following links; fetch them by http");
    }
}
