package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.ModelException;
import io.maskstream.model.train.TorchPeer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate before archives that PyTorch itself wrote. */
class ScriptPeerTest {

    @TempDir
    Path folder;

    @Test
    void ordinaryNetworksPassAndWhatReachesForMoreDoesNot() throws IOException, InterruptedException {
        TorchPeer.orSkip().run("script_corpus.py", folder.resolve("corpus"));
        List<Path> good = archives("good");
        assertThat(good).hasSize(9);
        good.forEach(ScriptGate::require);
        List<Path> bad = archives("bad");
        assertThat(bad).hasSize(4);
        for (Path file : bad)
            assertThatThrownBy(() -> ScriptGate.require(file))
                    .as(file.toString())
                    .isInstanceOf(ModelException.class)
                    .hasMessageContainingAll(".py: line", "is not allowed");
    }

    private List<Path> archives(String kind) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("corpus").resolve(kind))) {
            return files.sorted().toList();
        }
    }
}
