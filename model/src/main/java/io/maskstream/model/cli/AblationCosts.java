package io.maskstream.model.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an arm costs on this machine.
 *
 * @param parameters trainable values
 * @param mmacs millions of multiply-accumulates of one image, as {@link io.maskstream.model.network.Costs}
 * @param training images of a CPU-second in training steps, the median of the rounds
 * @param inference the same of the exported model, batches of 32
 */
record AblationCosts(long parameters, double mmacs, double training, double inference) {

    private static final String FILE = "costs.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** By arm; empty where they were not measured. */
    static Map<String, AblationCosts> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) return Map.of();
        return JSON.readValue(Files.readString(file), new TypeReference<Map<String, AblationCosts>>() {});
    }

    static void write(Path directory, Map<String, AblationCosts> costs) throws IOException {
        Files.writeString(
                directory.resolve(FILE), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(costs) + "\n");
    }
}
