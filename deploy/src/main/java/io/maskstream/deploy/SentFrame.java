package io.maskstream.deploy;

import java.time.Instant;

/**
 * What the quickstart remembers of a frame until it sees what became of it.
 *
 * @param label what the image truly shows
 * @param corrupt on purpose: it must become a dead letter
 */
record SentFrame(FrameKey key, Instant captureTime, String label, boolean corrupt) {}
