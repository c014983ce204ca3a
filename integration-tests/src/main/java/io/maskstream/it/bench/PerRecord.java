package io.maskstream.it.bench;

import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.image.EncodedImage;
import io.maskstream.model.image.ImageEncoding;
import io.maskstream.model.image.ImageLimits;
import io.maskstream.model.runtime.Classifier;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.schemas.FrameSerde;
import io.maskstream.schemas.ImageFrame;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Kafka Streams as its documentation has it: {@code mapValues} calls the model once a record. The result is JSON. */
final class PerRecord {

    private static final int TOP = 5;

    private PerRecord() {}

    /** @param args bootstrap servers, input topic, output topic, model folder */
    public static void main(String[] args) {
        Answers.endWithInput();
        Classifier classifier = Classifier.open(
                ModelArtifact.read(Path.of(args[3])).verify(), DeviceRequest.ONE_CPU, ImageLimits.DEFAULT);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(args[1], Consumed.with(Serdes.String(), FrameSerde.singleObject()))
                .mapValues(frame -> json(frame, classifier.classify(image(frame), TOP)))
                .to(args[2], Produced.with(Serdes.String(), Serdes.String()));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, args[1]);
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, args[0]);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, System.getProperty("java.io.tmpdir") + "/" + args[1]);
        KafkaStreams streams = new KafkaStreams(builder.build(), properties);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) System.out.println("ready");
        });
        streams.start();
    }

    private static EncodedImage image(ImageFrame frame) {
        ByteBuffer content = Objects.requireNonNull(frame.getContent());
        return new EncodedImage(
                content,
                ImageEncoding.valueOf(frame.getEncoding().name()),
                optional(frame.getWidth()),
                optional(frame.getHeight()));
    }

    private static OptionalInt optional(@org.jspecify.annotations.Nullable Integer value) {
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    private static String json(ImageFrame frame, Classifier.Result result) {
        StringBuilder json = new StringBuilder("{\"frame\":\"")
                .append(frame.getFrameId())
                .append("\",\"source\":\"")
                .append(frame.getSourceId())
                .append("\",\"predictions\":[");
        if (!(result instanceof Classifier.Result.Classified classified))
            throw new IllegalStateException("not classified: " + result);
        classified
                .predictions()
                .forEach(p -> json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                        .append("{\"label\":\"")
                        .append(p.label())
                        .append("\",\"confidence\":")
                        .append(p.confidence())
                        .append('}'));
        return json.append("]}").toString();
    }
}
