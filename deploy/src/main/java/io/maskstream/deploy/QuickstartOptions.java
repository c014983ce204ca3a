package io.maskstream.deploy;

import java.nio.file.Path;

/**
 * What the user asked for.
 *
 * @param frames of all cameras together; {@link #FOREVER}: until it is stopped
 * @param framesPerSecond of all cameras together
 * @param httpPort of health and metrics; 0: a free one
 * @param model folder of a model's versions
 * @param images folder of the cameras' images, one folder a class
 */
record QuickstartOptions(long frames, double framesPerSecond, int httpPort, Path model, Path images) {

    static final long FOREVER = Long.MAX_VALUE;

    boolean isForever() {
        return frames == FOREVER;
    }
}
