package io.maskstream.stream.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead processes are copies of a living one's file, which nobody locks; the last tests kill real ones. */
class CrashJournalTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final String MODEL = "ab12";

    @TempDir
    Path folder;

    static JournalEntry frame(long offset) {
        return new JournalEntry("classify 0_1", "frames", 1, offset, 0);
    }

    @Test
    void whatWasInFlightIsSuspectAndWhatCameBackIsNot() throws IOException {
        try (CrashJournal dead = open()) {
            Region one = dead.region();
            one.begin(List.of(frame(1)));
            one.clear();
            one.begin(List.of(frame(2), frame(3)));
            dead.region().begin(List.of(frame(9)));
            DeadJournal.copy(dead, folder, "inflight-dead");
        }
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(2L, 3L, 9L);
            assertThat(next.hasSuspects("classify 0_1")).isTrue();
            assertThat(next.hasSuspects("classify 0_2")).isFalse();
            assertThat(folder.resolve("inflight-dead")).doesNotExist();
        }
    }

    @Test
    void aShorterBatchLeavesNothingOfTheLongerOneBefore() throws IOException {
        try (CrashJournal dead = open()) {
            Region region = dead.region();
            region.begin(List.of(frame(1), frame(2), frame(3)));
            region.clear();
            region.begin(List.of(frame(4)));
            DeadJournal.copy(dead, folder, "inflight-dead");
        }
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(4L);
        }
    }

    @Test
    void anOrderlyEndLeavesNothing() throws IOException {
        CrashJournal ended = open();
        ended.region().begin(List.of(frame(1)));
        ended.close();
        ended.close();
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).isEmpty();
        }
    }

    @Test
    void aJournalOfThisProcessIsNotTakenForADeadOnes() throws IOException {
        try (CrashJournal one = open();
                CrashJournal two = open()) {
            one.region().begin(List.of(frame(1)));
            two.lookForTheDead();
            assertThat(suspects(two)).isEmpty();
        }
    }

    @Test
    void suspectsOutliveTheProcessThatFoundThem() throws IOException {
        die(frame(5));
        open().close();
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(5L);
        }
    }

    @Test
    void whatCannotBeWrittenIsRememberedUntilItCan() throws IOException {
        die(frame(5), frame(6));
        // Where the file is written before it is put in place.
        Path inTheWay = Files.createDirectory(folder.resolve("suspects.new"));
        try (CrashJournal journal = open()) {
            journal.killed(frame(5), "model");
            assertThat(suspects(journal)).containsExactly(5L, 6L);
            assertThat(journal.kills(frame(5), "model")).isEqualTo(1);
            Files.delete(inTheWay);
            journal.killed(frame(5), "model");
        }
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(5L, 6L);
            assertThat(next.kills(frame(5), "model")).isEqualTo(2);
        }
    }

    @Test
    void aFileThatCannotBeReadDoesNotHideTheOthers() throws IOException {
        Files.createSymbolicLink(folder.resolve("inflight-gone"), folder.resolve("nowhere"));
        Files.createDirectory(folder.resolve("inflight-folder"));
        die(frame(5));
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(5L);
        }
    }

    @Test
    void aNeighbourInTheFolderSeesThemAtItsNextLook() throws IOException {
        try (CrashJournal neighbour = open()) {
            die(frame(5));
            try (CrashJournal other = open()) {
                assertThat(suspects(other)).containsExactly(5L);
            }
            assertThat(suspects(neighbour)).isEmpty();
            neighbour.lookForTheDead();
            assertThat(suspects(neighbour)).containsExactly(5L);
        }
    }

    @Test
    void killsAreKeptByModel() throws IOException {
        die(frame(5), frame(6));
        try (CrashJournal journal = open()) {
            journal.killed(frame(5), MODEL);
            journal.killed(frame(5), MODEL);
        }
        die(frame(5));
        try (CrashJournal next = open()) {
            assertThat(next.kills(frame(5), MODEL)).isEqualTo(2);
            assertThat(next.kills(frame(5), "another")).isZero();
            assertThat(next.kills(frame(6), MODEL)).isZero();
            assertThat(next.kills(frame(7), MODEL)).isZero();
        }
    }

    @Test
    void whatLiesBeforeTheCommittedOffsetIsNoSuspectAnyMore() throws IOException {
        die(frame(5), frame(6), new JournalEntry("classify 0_2", "frames", 2, 1, 0));
        try (CrashJournal journal = open()) {
            journal.beginsAt("classify 0_1", "frames", 1, 6);
            journal.beginsAt("classify 0_1", "others", 1, 100);
        }
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(6L);
            assertThat(next.hasSuspects("classify 0_2")).isTrue();
        }
    }

    @Test
    void suspectsAreForgottenWhenNobodyHasReadThemForAWeek() throws IOException {
        die(frame(5));
        open(NOW).close();
        try (CrashJournal later = open(NOW.plus(CrashJournal.FORGOTTEN_AFTER))) {
            assertThat(suspects(later)).containsExactly(5L);
        }
        try (CrashJournal later = open(NOW.plus(CrashJournal.FORGOTTEN_AFTER).plusMillis(1))) {
            assertThat(suspects(later)).isEmpty();
        }
    }

    @Test
    void damagedFilesAreNoObstacle() throws IOException {
        die(frame(5));
        Path torn = folder.resolve("inflight-torn");
        Path dead = folder.resolve("inflight-dead");
        byte[] bytes = Files.readAllBytes(dead);
        // In the first entry's task.
        bytes[40] ^= 1;
        Files.write(torn, bytes);
        Files.write(folder.resolve("inflight-short"), new byte[] {1, 2, 3});
        Files.write(folder.resolve("inflight-empty"), new byte[0]);
        Files.writeString(folder.resolve("suspects"), "half a li\n");
        try (CrashJournal next = open()) {
            assertThat(suspects(next)).containsExactly(5L);
            assertThat(next.isSuspect(new JournalEntry("classifx 0_1", "frames", 1, 5, 0)))
                    .isFalse();
        }
        Files.write(torn, bytes);
        try (CrashJournal next = open()) {
            next.beginsAt("classify 0_1", "frames", 1, 100);
            assertThat(next.hasSuspects("classify 0_1")).isFalse();
        }
        assertThat(torn).doesNotExist();
    }

    @Test
    void aBatchThatDoesNotFitIsRefused() throws IOException {
        try (CrashJournal journal = CrashJournal.open(folder, 1, 2)) {
            Region region = journal.region();
            JournalEntry longest = new JournalEntry("t".repeat(512), "f".repeat(249), 1, 2, 3);
            region.begin(List.of(longest, longest));
            assertThatThrownBy(() -> region.begin(Collections.nCopies(3, longest)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("3 frames");
            assertThatThrownBy(() -> region.begin(List.of(new JournalEntry("t".repeat(513), "f", 1, 2, 3))))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(journal::region).isInstanceOf(IllegalStateException.class);
            region.close();
            journal.region().close();
        }
    }

    @Test
    void aProcessThatLivesIsLeftAloneAndOneThatIsKilledIsRead() throws IOException, InterruptedException {
        Process victim = victim(10);
        try (CrashJournal neighbour = open()) {
            assertThat(suspects(neighbour)).isEmpty();
            victim.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            neighbour.lookForTheDead();
            assertThat(suspects(neighbour)).containsExactly(10L, 11L);
        } finally {
            victim.destroyForcibly();
        }
    }

    private Process victim(long offset) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalVictim.class.getName(),
                        folder.toString(),
                        Long.toString(offset))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        assertThat(said.lines().anyMatch("in flight"::equals)).isTrue();
        return process;
    }

    private void die(JournalEntry... inFlight) throws IOException {
        DeadJournal.write(folder, List.of(inFlight));
    }

    private CrashJournal open() throws IOException {
        return CrashJournal.open(folder, 2, 4);
    }

    private CrashJournal open(Instant now) throws IOException {
        return CrashJournal.open(folder, 2, 4, () -> now);
    }

    private static List<Long> suspects(CrashJournal journal) {
        return Stream.iterate(0L, n -> n < 100, n -> n + 1)
                .filter(n -> journal.isSuspect(frame(n)))
                .toList();
    }
}
