package io.maskstream.stream.emit;

import io.maskstream.stream.ResultMapper;
import io.maskstream.stream.batch.FramePosition;
import org.apache.kafka.common.serialization.Serializer;

/**
 * How a step reads and writes its topology's types.
 *
 * @param deadLetterValue of a value that is refused
 * @param ids of its results
 */
public record StepTypes<K, V, R>(
        RecordReader<K, V> reader, ResultMapper<K, V, R> mapper, Serializer<V> deadLetterValue, ResultIds ids) {

    /** What makes a result's id. */
    public enum ResultIds {
        /** topic-partition-offset: the record comes straight from its topic. */
        POSITION {
            @Override
            String of(String frameId, FramePosition position) {
                return position.topic().isEmpty() && !frameId.isEmpty() ? frameId : position.toString();
            }
        },
        /** The frame's own id where it has one: steps before may have made several frames of a record. */
        FRAME_ID {
            @Override
            String of(String frameId, FramePosition position) {
                return frameId.isEmpty() ? position.toString() : frameId;
            }
        };

        abstract String of(String frameId, FramePosition position);
    }
}
