package io.maskstream.stream.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Frames that the model fails on, by task and position: when a commit fails and they are replayed, isolating them again would make the
 * next commit late too. Keeps the latest. Safe for many threads.
 */
final class Verdicts {

    private final Map<Key, Outcome.Rejected> kept;

    /** Two steps of one engine may see different images of one record. */
    private record Key(String task, FramePosition position) {}

    Verdicts(int atMost) {
        this.kept = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Outcome.Rejected> eldest) {
                return size() > atMost;
            }
        };
    }

    synchronized void keep(String task, FramePosition position, Outcome.Rejected verdict) {
        kept.put(new Key(task, position), verdict);
    }

    synchronized Optional<Outcome.Rejected> find(String task, FramePosition position) {
        return Optional.ofNullable(kept.get(new Key(task, position)));
    }
}
