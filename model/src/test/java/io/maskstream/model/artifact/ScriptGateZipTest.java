package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One unambiguous zip file of bounded size, whatever its bytes are. */
class ScriptGateZipTest extends ScriptGateFixture {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "other/data/1",
                "tiny/../data/1",
                "tiny/data/x",
                "tiny/code/__torch__.so",
                "tiny/bytecode.pkl",
                "tiny/code/a\\b.py",
                "loose"
            })
    void anEntryThatNoArchiveHasIsRefused(String name) throws IOException {
        put(name, "x");
        assertRefused("an entry is \"" + name + "\"");
    }

    @Test
    void aNameInOtherLettersIsADuplicate() throws IOException {
        put("tiny/CODE/__torch__.py", "");
        assertRefused("CODE/__torch__.py");
        entries.remove("tiny/CODE/__torch__.py");
        put("tiny/code/__TORCH__.py", "");
        assertRefused("it is there twice");
    }

    @Test
    void sameNamesAreRefused() throws IOException {
        put("tiny/dat1.pkl", "");
        byte[] bytes = Files.readAllBytes(file);
        byte[] same = new String(bytes, StandardCharsets.ISO_8859_1)
                .replace("tiny/dat1.pkl", "tiny/data.pkl")
                .getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, same);
        assertRefused("it is there twice");
    }

    @Test
    void anArchiveThatFillsTheMemoryIsRefusedUnread() throws IOException {
        entries.put("tiny/data/1", new byte[128 << 20]);
        write();
        assertRefused("the unpacked size of tiny/data/1");
        entries.remove("tiny/data/1");
        entries.put(CODE, new byte[17 << 20]);
        write();
        assertRefused("the size of " + CODE);
    }

    /** Each of two entries says that it has 2^63 - 1 bytes, as zip64 can. */
    @Test
    void sizesThatOverflowAreRefused() throws IOException {
        byte[] size = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : new String[] {"tiny/data/1", "tiny/data/2"}) {
                ZipEntry entry = new ZipEntry(name);
                // An extra field of no meaning, whose tag becomes that of zip64 below: the JDK writes none of its own
                // there.
                entry.setExtra(ByteBuffer.allocate(12)
                        .put(new byte[] {0x77, 0x77, 8, 0})
                        .put(size)
                        .array());
                zip.putNextEntry(entry);
            }
        }
        byte[] bytes = out.toByteArray();
        ByteBuffer archive = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + 46 < bytes.length; at++)
            if (archive.getInt(at) == 0x02014b50) {
                archive.putInt(at + 24, -1);
                archive.putShort(at + 46 + archive.getShort(at + 28), (short) 1);
            }
        Files.write(file, bytes);
        assertRefused("the unpacked size of tiny/data/1", String.valueOf(Long.MAX_VALUE));
    }

    /** Whatever its hash says: a signer may have signed half a file. */
    @Test
    void anArchiveCutAnywhereIsRefused() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ScriptGate.require(file))
                    .as("cut to %d of %d bytes", length, whole.length)
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("net.pt");
        }
    }

    @Test
    void tooManyEntriesAreRefused() throws IOException {
        for (int i = 1; i <= 20_000; i++) entries.put("tiny/data/" + i, new byte[0]);
        write();
        assertRefused("entries, at most 20000");
    }

    @Test
    void aSecondArchiveBeforeOrBehindIsRefused() throws IOException {
        write();
        byte[] good = Files.readAllBytes(file);
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.write(good);
        two.write(good);
        Files.write(file, two.toByteArray());
        assertRefused("before or behind");
        two.reset();
        two.write(good);
        two.write('x');
        Files.write(file, two.toByteArray());
        assertRefused("does not end like");
    }

    @Test
    void withoutDataOrArchiveThereIsNothingToLoad() throws IOException {
        entries.remove("tiny/data.pkl");
        write();
        assertRefused("has no data.pkl");
        Files.writeString(file, "no archive");
        assertRefused("is no TorchScript archive");
        Files.delete(file);
        assertRefused("is no TorchScript archive");
    }

    /** -Dmaskstream.fuzz.archives=N for more. */
    @Test
    void whateverTheBytesAreNothingElseIsThrown() throws IOException {
        write();
        byte[] good = Files.readAllBytes(file);
        byte[] pickle = entry("tiny/data.pkl");
        Random random = new Random(11);
        int refused = 0;
        int count = Integer.getInteger("maskstream.fuzz.archives", 1000);
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) Files.write(file, mutated(good, random));
            else {
                entries.put("tiny/data.pkl", mutated(pickle, random));
                write();
            }
            try {
                ScriptGate.require(file);
            } catch (ModelException e) {
                refused++;
                assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT);
            }
        }
        assertThat(refused).isBetween(count / 4, count - 1);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        byte[] copy = Arrays.copyOf(bytes, random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length);
        for (int n = random.nextInt(4); n >= 0 && copy.length > 0; n--)
            copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
        return copy;
    }
}
