package io.maskstream.model.data;

/** The two parts in which a benchmark is published. */
enum Part {
    TRAIN,
    TEST
}
