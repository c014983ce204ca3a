package io.maskstream.stream;

import io.maskstream.model.image.Region;

/** A region of interest: classified on its own, its result carries the id. */
public record NamedRegion(String id, Region region) {}
