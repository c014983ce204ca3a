package io.maskstream.model.artifact;

/** What the manifest declares of one file beside it. */
record FileEntry(long bytes, String sha256) {}
