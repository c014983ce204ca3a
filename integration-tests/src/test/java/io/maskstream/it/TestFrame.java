package io.maskstream.it;

import io.maskstream.model.RejectionReason;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record for the input topic, and what must become of it.
 *
 * @param number that its producer gave it
 * @param key null: none
 * @param value null: none
 */
record TestFrame(long number, byte @Nullable [] key, byte @Nullable [] value, Expected expected) {

    /** The header that every frame carries, with its number. */
    static final String HEADER = "trace";

    sealed interface Expected {}

    /** @param margin by which the label's logit leads both others, in version 1 of the model */
    record Classified(String label, double margin) implements Expected {

        /** Softmax over three logits of which two are equal. */
        double confidence(int version) {
            return 1 / (1 + 2 * Math.exp(-margin / version));
        }
    }

    record DeadLetter(RejectionReason reason) implements Expected {}

    byte[] header() {
        return Frames.utf8(Long.toString(number));
    }

    ProducerRecord<byte @Nullable [], byte @Nullable []> record(String topic, @Nullable Integer partition) {
        ProducerRecord<byte @Nullable [], byte @Nullable []> record =
                new ProducerRecord<>(topic, partition, key, value);
        record.headers().add(HEADER, header());
        return record;
    }
}
