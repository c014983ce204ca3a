package io.maskstream.it.bench;

/**
 * One result on the output topic.
 *
 * @param appendedMillis by the broker's clock; it counts whole milliseconds
 * @param millis from the moment at which the frame was to be sent until then
 * @param version of the model
 * @param partition of the output topic
 */
record Arrival(long appendedMillis, double millis, String version, int partition) {}
