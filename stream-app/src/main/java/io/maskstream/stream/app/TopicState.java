package io.maskstream.stream.app;

/** What the brokers say of a topic. */
sealed interface TopicState {

    /** @param maxMessageBytes the largest batch that the topic takes, so also its largest record */
    record Present(int partitions, long maxMessageBytes) implements TopicState {}

    record Missing() implements TopicState {}

    /** @param operation the permission that is missing, as Kafka's ACLs name it */
    record Denied(String operation) implements TopicState {}
}
