package io.maskstream.stream.fetch;

import static io.maskstream.stream.fetch.Fetches.content;
import static io.maskstream.stream.fetch.Fetches.reference;
import static io.maskstream.stream.fetch.Fetches.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.Rejection;
import io.maskstream.model.RejectionReason;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class FileFetcherTest {

    private static final byte[] IMAGE = {1, 2, 3, 4};

    @TempDir
    Path temp;

    private Path allowed;
    private Path secret;
    private Fetches fetches;

    @BeforeEach
    void folders() throws IOException {
        allowed = temp.resolve("allowed");
        Files.createDirectories(allowed.resolve("gate"));
        Files.write(allowed.resolve("gate/a.png"), IMAGE);
        secret = Files.write(temp.resolve("secret"), IMAGE);
        fetches = Fetches.of(Fetches.settings(Set.of("file"), Set.of(), List.of(allowed), false));
    }

    @AfterEach
    void close() {
        fetches.close();
    }

    private void refused(URI uri, String said) throws Exception {
        Rejection rejection = rejection(fetches.fetch(reference(uri)));
        assertThat(rejection.message()).contains(said);
        assertThat(rejection.reason()).isEqualTo(RejectionReason.FETCH_REFUSED);
    }

    private URI below(String path) {
        return URI.create(allowed.toUri() + path);
    }

    @Test
    void bringsAFileOfAnAllowedFolder() throws Exception {
        assertThat(content(fetches.fetch(reference(below("gate/a.png"), IMAGE))))
                .isEqualTo(IMAGE);
        assertThat(content(fetches.fetch(reference(below("gate/a.png"))))).isEqualTo(IMAGE);
    }

    @Test
    void whatIsOutsideIsRefusedWhetherItIsThereOrNot() throws Exception {
        refused(secret.toUri(), "maskstream.fetch.folders");
        refused(temp.resolve("nothing").toUri(), "maskstream.fetch.folders");
        refused(URI.create(temp.toUri() + "allowed-not/a"), "maskstream.fetch.folders");
        refused(allowed.toUri(), "maskstream.fetch.folders");
        try (Fetches nothing = Fetches.of(Fetches.settings(Set.of("file"), Set.of(), List.of(), false))) {
            assertThat(rejection(nothing.fetch(reference(secret.toUri()))).message())
                    .contains("maskstream.fetch.folders is not set");
        }
    }

    @Test
    void waysUpAreRefusedHoweverTheyAreWritten() throws Exception {
        refused(below("../secret"), "..");
        refused(below("%2e%2e/secret"), "..");
        refused(below("gate/../gate/a.png"), "..");
        refused(URI.create("file://server/share/a"), "without host");
        refused(URI.create(below("gate/a.png") + "?a=b"), "without host, query");
        refused(URI.create("file:gate/a.png"), "must be file:///PATH");
        refused(below("gate/%00"), "must be file:///PATH");
    }

    @Test
    void linksMayLeadNowhereButBelowTheFolder() throws Exception {
        Files.createSymbolicLink(allowed.resolve("out"), secret);
        Files.createSymbolicLink(allowed.resolve("outfolder"), temp);
        Files.createSymbolicLink(allowed.resolve("in"), allowed.resolve("gate"));
        refused(below("out"), "links followed");
        refused(below("outfolder/secret"), "links followed");
        assertThat(content(fetches.fetch(reference(below("in/a.png"), IMAGE)))).isEqualTo(IMAGE);
    }

    @Test
    void theAllowedFolderMayBeALinkItself() throws Exception {
        Path link = Files.createSymbolicLink(temp.resolve("link"), allowed);
        try (Fetches linked = Fetches.of(Fetches.settings(Set.of("file"), Set.of(), List.of(link), false))) {
            URI uri = link.resolve("gate/a.png").toUri();
            assertThat(content(linked.fetch(reference(uri, IMAGE)))).isEqualTo(IMAGE);
        }
    }

    @Test
    void foldersAndPipesAreRefused() throws Exception {
        refused(below("gate"), "is a folder");
        Path pipe = allowed.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        refused(below("pipe"), "not a regular file");
    }

    @Test
    void aFileThatIsTooLargeOrNotThereIsAFailure() throws Exception {
        Files.write(allowed.resolve("large"), new byte[Fetches.MAX_BYTES + 1]);
        assertThat(rejection(fetches.fetch(reference(below("large")))).reason())
                .isEqualTo(RejectionReason.CONTENT_TOO_LARGE);
        assertThat(rejection(fetches.fetch(reference(below("none")))).message()).contains("no such file");
        assertThat(rejection(fetches.fetch(reference(below("gate/a.png"), new byte[5])))
                        .reason())
                .isEqualTo(RejectionReason.CONTENT_MISMATCH);
    }
}
