package io.maskstream.stream.app;

/** What the brokers say of a topic. */
sealed interface TopicState {

    /**
     * @param maxMessageBytes the largest batch that the topic takes, so also its largest record
     * @param mayRead whether this client may; true where the brokers do not say
     * @param mayWrite as {@code mayRead}
     */
    record Present(int partitions, long maxMessageBytes, boolean mayRead, boolean mayWrite) implements TopicState {}

    record Missing() implements TopicState {}

    /** @param operation the permission that is missing, as Kafka's ACLs name it */
    record Denied(String operation) implements TopicState {}
}
