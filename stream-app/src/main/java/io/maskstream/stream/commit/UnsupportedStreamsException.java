package io.maskstream.stream.commit;

/** This Kafka Streams, or this way of running a topology, does not drain before it commits: records could be lost. */
public final class UnsupportedStreamsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnsupportedStreamsException(String message) {
        super(message);
    }
}
