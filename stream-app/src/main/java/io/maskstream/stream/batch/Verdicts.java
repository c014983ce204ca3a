package io.maskstream.stream.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Frames that the model fails on, by position: when a commit fails and they are replayed, isolating them again would make the
 * next commit late too. Keeps the latest. Safe for many threads.
 */
final class Verdicts {

    private final Map<FramePosition, Outcome.Rejected> kept;

    Verdicts(int atMost) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<FramePosition, Outcome.Rejected> eldest) {
                return size() > atMost;
            }
        };
    }

    synchronized void keep(FramePosition position, Outcome.Rejected verdict) {
        kept.put(position, verdict);
    }

    synchronized Optional<Outcome.Rejected> find(FramePosition position) {
        return Optional.ofNullable(kept.get(position));
    }
}
