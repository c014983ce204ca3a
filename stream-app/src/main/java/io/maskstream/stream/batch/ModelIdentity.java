package io.maskstream.stream.batch;

/** Which model made a result, and where it ran. */
public record ModelIdentity(String name, String version, String sha256, String device) {}
