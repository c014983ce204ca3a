package io.maskstream.stream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigTableTest {

    private static final String BEGIN = "<!-- config:begin -->\n";
    private static final String END = "<!-- config:end -->";

    @Test
    void readmeHoldsTheGeneratedTable() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        assertThat(readme).contains(BEGIN, END);
        String table = readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END));
        assertThat(table)
                .as("README.md is out of date: paste the output of `maskstream config table` between the markers")
                .isEqualTo(ConfigTable.markdown());
    }

    @Test
    void everyKeyHasARowWithABoundAndAnExplanation() {
        for (Key<?> key : Keys.ALL) {
            assertThat(key.rule().bound()).as(key.name()).isNotBlank();
            assertThat(key.doc()).as(key.name()).endsWith(".");
            assertThat(ConfigTable.markdown()).contains("| `" + key.name() + "` |");
        }
    }
}
