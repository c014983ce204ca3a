package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import io.maskstream.model.fixture.TinyArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptGateTest {

    private static final String CODE = "tiny/code/__torch__.py";

    @TempDir
    Path folder;

    private Path file = Path.of("");
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void readTheEntriesOfAGoodArchive() throws IOException {
        file = folder.resolve("net.pt");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(tiny("    return self.weight\n")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                entries.put(entry.getName(), zip.readAllBytes());
        }
    }

    @Test
    void theShippedModelPasses() {
        Path shipped = Path.of("..", "deploy/src/dist/models/dmc-nano-fashion/1/model.pt");
        assertThatCode(() -> ScriptGate.require(shipped)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.conv2d(x, self.weight, None, [1, 1], [1, 1])",
                "torch.relu(torch.add(x, x, alpha=1))",
                "getattr(self, \"weight\")",
                "(self).forward(x, )",
                "ops.prim.RaiseException(\"save the world: torch.save\")",
                "annotate(List[Tensor], [])",
                "torch.mul(x, 1.0000000000000001e-05)",
                "torch.format(\"\\\"{}\\\" # no comment\", x)"
            })
    void whatAClassifierNeedsPasses(String expression) throws IOException {
        Files.write(file, tiny("    return " + expression + "\n"));
        ScriptGate.require(file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            torch.save(x, "/tmp/x")                            | torch.save
            torch . save(x, "/tmp/x")                          | torch.save
            (torch).save(x, "/tmp/x")                          | torch.
            torch.from_file("/etc/passwd", False, 10)          | torch.from_file
            x.save("/tmp/x")                                   | .save
            (x).save("/tmp/x")                                 | .save
            torch.relu(x).save("/tmp/x")                       | .save
            "/tmp/x".save()                                    | .save
            getattr(x, "save")("/tmp/x")                       | .save
            getattr(x, "sa" "ve")("/tmp/x")                    | getattr
            getattr(x, "sa\\x76e")("/tmp/x")                   | getattr
            getattr(torch, "save")(x, "/tmp/x")                | .save
            getattr(torch, "relu")(x)                          | torch.
            getattr                                            | getattr
            torch.set_(x, x)                                   | torch.set_
            torch.resize_(x, [9])                              | torch.resize_
            torch.no_such_operator(x)                          | torch.no_such_operator
            torch.classes.dl.Loader("x.so")                    | torch.classes
            torch.ops.load_library("x.so")                     | torch.ops
            torch.relu.save(x)                                 | .save
            ops.aten.save(x, "/tmp/x")                         | ops.aten.save
            ops.image.read_file("/etc/passwd")                 | ops.image.read_file
            ops.prim.PythonOp(x)                               | ops.prim.PythonOp
            ops.prim.rpc_sync(x)                               | ops.prim.rpc_sync
            ops                                                | ops.
            ops.aten                                           | ops.aten
            __torch__.torch.classes.dl.Loader("x.so")          | torch.classes
            __torch__.torch                                    | __torch__.torch
            __torch__                                          | __torch__
            __torch__.Other.forward(x)                         | __torch__.Other
            annotate(__torch__.torch.classes.dl.Loader, x)     | torch.classes
            x # type: (__torch__.torch.classes.dl.Loader)      | '#'
            \"""x\"""                                          | three quotes
            x.\\                                               | '\\'
            tоrch                                              | 0xd0
            fork(x)                                            | fork
            print(x)                                           | print
            """)
    void whatDoesMoreIsRefusedWithItsLine(String expression, String words) throws IOException {
        put(
                CODE,
                new String(entry(CODE), StandardCharsets.UTF_8).replace("return self.weight", "return " + expression));
        assertRefused("code/__torch__.py", words, "line 7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    t = torch\n    return t.save(x, \"f\")\n",
                "    a = __torch__.torch\n    b = a.classes\n    return b.dl.Loader(x)\n",
                "    o = ops\n    return o.image.read_file(x)\n",
                "    g = getattr\n    return g(x, \"save\")(\"f\")\n",
                "    f = x.save\n    return f(\"f\")\n"
            })
    void noneOfItGetsAnotherName(String body) throws IOException {
        Files.write(file, tiny(body));
        assertRefused("code/__torch__.py");
    }

    @Test
    void anAttributeCalledSaveDoesNotHideTheOperator() throws IOException {
        put(
                CODE,
                new String(entry(CODE), StandardCharsets.UTF_8)
                        .replace("  weight : Tensor\n", "  weight : Tensor\n  save : int\n")
                        .replace("return self.weight", "return x.save(\"/tmp/x\")"));
        assertRefused(".save is not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny/code/__torch__/torch/classes/dl.py",
                "tiny/code/__torch__/torch/classes.py",
            })
    void aModuleOfNativeClassesIsRefused(String entry) throws IOException {
        put(entry, "class Loader(Module):\n  pass\n");
        assertRefused("torch.classes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cos\\nsystem\\n.                   | os.system is not allowed
            cposix\\nsystem\\n(X               | posix.system is not allowed
            c__torch__.torch.classes.dl\\nL\\n. | torch.classes
            c__torch__\\nOther\\n.             | __torch__.Other is not allowed
            ctorch._utils\\n_rebuild\\n.       | torch._utils._rebuild is not allowed
            iposix\\nsystem\\n.                | opcode 0x69
            (                                  | ends too early
            X                                  | ends too early
            K                                  | ends too early
            c__torch__                         | ends too early
            N.N                                | behind its end
            \u0080\u0004.                      | protocol 2
            """)
    void aPickleThatDoesMoreIsRefused(String pickle, String words) throws IOException {
        for (String entry : new String[] {"tiny/data.pkl", "tiny/constants.pkl", "tiny/code/__torch__.py.debug_pkl"}) {
            Map<String, byte[]> before = new LinkedHashMap<>(entries);
            entries.put(entry, pickle.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
            write();
            assertRefused(words);
            entries.clear();
            entries.putAll(before);
        }
    }

    @Test
    void aTypeInAPickleMayNotBeNative() throws IOException {
        put("tiny/constants.pkl", "X\u001b\0\0\0__torch__.torch.classes.a.B.");
        assertRefused("constants.pkl", "native code");
    }

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

    private byte[] entry(String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    private static byte[] tiny(String body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TinyArchive.write(out, 3, body);
        return out.toByteArray();
    }

    private void put(String name, String content) throws IOException {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        write();
    }

    private void write() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> ScriptGate.require(file))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT))
                .hasMessageContaining("net.pt")
                .hasMessageContainingAll(words);
    }
}
