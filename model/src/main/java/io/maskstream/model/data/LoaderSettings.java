package io.maskstream.model.data;

/**
 * @param batch images of a batch, at least 1
 * @param threads that decode and augment, at least 1
 * @param seed of order and augmentation
 */
public record LoaderSettings(int batch, int threads, long seed) {

    public LoaderSettings {
        if (batch < 1) throw new IllegalArgumentException("batch: " + batch + ", must be at least 1");
        if (threads < 1) throw new IllegalArgumentException("threads: " + threads + ", must be at least 1");
    }
}
