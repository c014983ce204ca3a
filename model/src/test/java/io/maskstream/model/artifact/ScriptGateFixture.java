package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import io.maskstream.model.fixture.TinyArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An archive as TorchScript has it, to be changed and refused. */
abstract class ScriptGateFixture {

    static final String CODE = "tiny/code/__torch__.py";

    @TempDir
    Path folder;

    Path file = Path.of("");
    final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void readTheEntriesOfAGoodArchive() throws IOException {
        file = folder.resolve("net.pt");
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(tiny("    return self.weight\n")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
                entries.put(entry.getName(), zip.readAllBytes());
        }
    }

    byte[] entry(String name) {
        return Objects.requireNonNull(entries.get(name));
    }

    static byte[] tiny(String body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TinyArchive.write(out, 3, body);
        return out.toByteArray();
    }

    void put(String name, String content) throws IOException {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        write();
    }

    void write() throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
    }

    void assertRefused(String... words) {
        assertThatThrownBy(() -> ScriptGate.require(file))
                .isInstanceOfSatisfying(
                        ModelException.class, e -> assertThat(e.kind()).isEqualTo(ModelException.Kind.INVALID_ARTIFACT))
                .hasMessageContaining("net.pt")
                .hasMessageContainingAll(words);
    }
}
