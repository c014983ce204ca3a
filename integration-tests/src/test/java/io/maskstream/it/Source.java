package io.maskstream.it;

/** Where a frame was written, in its pipeline's input topic. */
record Source(int partition, long offset) {}
