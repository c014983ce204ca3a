package io.maskstream.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DataSourceTest {

    private static final Path FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");

    @Test
    void readsKindAndPath() {
        assertThat(DataSource.parse("folder:a:b")).isEqualTo(new DataSource(DataKind.FOLDER, Path.of("a:b")));
    }

    @Test
    void saysWhatIsWrongWithAKind() {
        assertThatThrownBy(() -> DataSource.parse("mnist:x"))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("unknown kind 'mnist'; use one of fashion-mnist,");
        assertThatThrownBy(() -> DataSource.parse("folder")).hasMessageContaining("KIND:PATH");
        assertThatThrownBy(() -> DataSource.parse("folder:")).hasMessageContaining("KIND:PATH");
    }

    @Test
    void namesAMissingFileAndWhereToGetIt() {
        DataSource source = DataSource.parse("fashion-mnist:src");
        assertThatThrownBy(source::test)
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining("t10k-images-idx3-ubyte.gz is missing")
                .hasMessageContaining(FashionMnist.PUBLISHED.page());
    }

    @Test
    void readsFashionMnist() {
        assumeTrue(Files.isDirectory(FASHION_MNIST), "needs the package dataset-fashion-mnist");
        Dataset test = new DataSource(DataKind.FASHION_MNIST, FASHION_MNIST).test();
        assertThat(test.size()).isEqualTo(10_000);
        assertThat(test.labels().get(test.label(0))).isEqualTo("Ankle boot");
        assertThat(test.image(9_999).width()).isEqualTo(28);
        int[] counts = new int[10];
        IntStream.range(0, test.size()).forEach(i -> counts[test.label(i)]++);
        assertThat(counts).containsOnly(1_000);
    }
}
