package io.maskstream.model.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maskstream.model.data.DataKind;
import io.maskstream.model.data.DataSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What {@code model export} writes into a manifest's provenance, and the keys that other commands read. */
final class Provenance {

    /** Images of the whole training set, before the validation images were taken out. */
    static final String DATA_IMAGES = "data.images";

    static final String VALIDATION_IMAGES = "validation.images";
    static final String VALIDATION_SEED = "validation.seed";

    /** 0: all that are not held out. */
    static final String TRAINING_IMAGES = "training.images";

    /** Who decoded the training images at the run's last start; of data that are encoded files. */
    static final String JPEG_DECODER = "jpeg.decoder";

    private Provenance() {}

    /** @param jpeg who decoded the images, if that is known */
    static Map<String, String> of(RunConfig config, Optional<String> jpeg) {
        Map<String, String> entries = new LinkedHashMap<>();
        DataSource data = DataSource.parse(config.data());
        entries.put("data", dataSet(data));
        if (data.kind().isDecoded()) jpeg.ifPresent(decoder -> entries.put(JPEG_DECODER, decoder));
        entries.put(DATA_IMAGES, String.valueOf(config.images()));
        entries.put(VALIDATION_IMAGES, String.valueOf(config.validation().images()));
        entries.put(VALIDATION_SEED, String.valueOf(config.validation().seed()));
        entries.put(TRAINING_IMAGES, String.valueOf(config.validation().training()));
        try {
            entries.put("recipe", new ObjectMapper().writeValueAsString(config.recipe()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
        entries.put("maskstream", program());
        return entries;
    }

    static Map<String, String> ofPackaged(Path torchScript) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("packaged.from", String.valueOf(torchScript.getFileName()));
        entries.put("maskstream", program());
        return entries;
    }

    /** Version and, as its build metadata, the commit that the program was built from. */
    static String program() {
        String version = Provenance.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** A published set by its name, a folder by its own: where it lies is nobody's business. */
    static String dataSet(DataSource source) {
        return source.kind() == DataKind.FOLDER
                ? source.kind().id() + ":" + source.path().getFileName()
                : source.kind().id();
    }
}
