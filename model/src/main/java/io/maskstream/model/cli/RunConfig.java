package io.maskstream.model.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import io.maskstream.model.InputShape;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.Normalization;
import io.maskstream.model.ResizeRule;
import io.maskstream.model.data.DataSource;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.data.DatasetException;
import io.maskstream.model.image.Preprocessor;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.StageSpec;
import io.maskstream.model.train.Recipe;
import io.maskstream.model.train.RunFolder;
import io.maskstream.model.train.TrainingException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that a run depends on, as its {@code config.json} keeps it: a resumed run and an export read it back. Every field is
 * needed, no other is allowed.
 *
 * @param data {@code KIND:PATH}, the path absolute
 * @param images of the training set, before the validation images are taken out
 * @param labels by class id
 * @param validation which images are held out
 * @param networkSpec what the network is built from, with as many classes as there are labels
 * @param input of the network
 * @param resize of images of another size
 * @param normalization of the pixels
 * @param recipe how it is trained
 */
record RunConfig(
        String data,
        int images,
        List<String> labels,
        ValidationSplit validation,
        @JsonProperty("network") NetworkSpec networkSpec,
        InputShape input,
        ResizeRule resize,
        Normalization normalization,
        Recipe recipe) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .addModule(new SimpleModule()
                    .addSerializer(StageSpec.class, ToStringSerializer.instance)
                    .addDeserializer(StageSpec.class, new StageDeserializer()))
            .build();

    RunConfig {
        if (labels.size() != networkSpec.classes())
            throw new IllegalArgumentException(
                    "network.classes: " + networkSpec.classes() + ", must be " + labels.size() + ", one a label");
    }

    /** From the text that it is written as. */
    private static final class StageDeserializer extends FromStringDeserializer<StageSpec> {

        private static final long serialVersionUID = 1;

        StageDeserializer() {
            super(StageSpec.class);
        }

        @Override
        protected StageSpec _deserialize(String value, DeserializationContext context) {
            return StageSpec.parse(value);
        }
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws TrainingException when the folder's configuration is not one; the message names the field */
    static RunConfig of(RunFolder folder) {
        String file = folder.directory().resolve("config.json").toString();
        try {
            return JSON.readValue(folder.configJson(), RunConfig.class);
        } catch (JsonMappingException e) {
            String field = e.getPath().stream().map(r -> r.getFieldName()).collect(Collectors.joining("."));
            throw new TrainingException(
                    file + ": " + field + ": " + e.getOriginalMessage() + "; restore the file, or train again", e);
        } catch (JsonProcessingException e) {
            throw new TrainingException(file + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    ModelSpec modelSpec(String name, String version) {
        return new ModelSpec(name, version, labels, input, normalization, resize, 1);
    }

    Preprocessor preprocessor() {
        return Preprocessor.of(input, resize, normalization);
    }

    /**
     * The training set, before the split.
     *
     * @throws DatasetException when it is not there, or not the one that the run began with
     */
    Dataset open() {
        Dataset all = DataSource.parse(data).training();
        if (all.size() != images || !all.labels().equals(labels))
            throw new DatasetException(data + " has " + all.size() + " images in the classes " + all.labels()
                    + ", the run began with " + images + " in " + labels + "; put the data set back, or train again");
        return all;
    }
}
