package io.maskstream.deploy;

import io.maskstream.schemas.ImageEncoding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one camera does.
 *
 * @param number from 0; also its partition
 * @param interval between two frames
 * @param frames that it sends in all
 */
record CameraPlan(int number, ImageEncoding encoding, Duration interval, long frames) {

    static final int CAMERAS = 4;

    /**
     * Two cameras with JPEG, two with PNG.
     *
     * @param frames of all of them together
     * @param framesPerSecond of all of them together
     */
    static List<CameraPlan> of(long frames, double framesPerSecond) {
        Duration interval = Duration.ofNanos(Math.round(1e9 * CAMERAS / framesPerSecond));
        List<CameraPlan> plans = new ArrayList<>();
        for (int i = 0; i < CAMERAS; i++)
            plans.add(new CameraPlan(
                    i,
                    i % 2 == 0 ? ImageEncoding.JPEG : ImageEncoding.PNG,
                    interval,
                    frames / CAMERAS + (i < frames % CAMERAS ? 1 : 0)));
        return plans;
    }

    String sourceId() {
        return "camera-" + (number + 1);
    }

    /** One frame in fifty, at another place in each camera. */
    boolean isCorrupt(long frame) {
        return frame % Corruption.PERIOD == 5 + 12L * number;
    }
}
