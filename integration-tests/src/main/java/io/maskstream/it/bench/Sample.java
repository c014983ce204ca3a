package io.maskstream.it.bench;

import java.time.Duration;

/**
 * One round of one side.
 *
 * @param images that it did
 * @param cpu of its whole process
 * @param wall from the first image's start to the last one's end
 */
record Sample(long images, Duration cpu, Duration wall) {

    double perCpuSecond() {
        return images * 1e9 / cpu.toNanos();
    }

    double cpuMicrosPerImage() {
        return cpu.toNanos() / 1e3 / images;
    }

    double perSecond() {
        return images * 1e9 / wall.toNanos();
    }
}
