package io.maskstream.stream.config;

/** In which number format the network computes. */
public enum DevicePrecision {
    /** 32 bits. */
    F32
}
