package io.maskstream.stream.batch;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;

/**
 * Images of one model that wait for a batch, served round robin over the lanes that have any, and within a lane over its
 * sources; first come, first served within a source. Guarded by its owner.
 */
final class FairQueue {

    private final Map<TaskLane, LaneQueue> lanes = new HashMap<>();
    private final Queue<LaneQueue> turns = new ArrayDeque<>();
    private final LinkedHashSet<ImageJob> byArrival = new LinkedHashSet<>();

    void add(ImageJob image) {
        LaneQueue lane = lanes.computeIfAbsent(image.lane(), LaneQueue::new);
        if (lane.isEmpty()) turns.add(lane);
        lane.add(image);
        byArrival.add(image);
    }

    /** The image whose turn it is. */
    ImageJob poll() {
        LaneQueue lane = turns.remove();
        ImageJob image = lane.poll();
        if (lane.isEmpty()) lanes.remove(lane.lane);
        else turns.add(lane);
        byArrival.remove(image);
        return image;
    }

    /** The one that has waited longest. */
    ImageJob oldest() {
        return byArrival.iterator().next();
    }

    boolean isEmpty() {
        return byArrival.isEmpty();
    }

    int size() {
        return byArrival.size();
    }

    Iterable<ImageJob> images() {
        return byArrival;
    }

    /** The turns of one lane's sources. */
    private static final class LaneQueue {

        private final TaskLane lane;
        private final Map<String, Queue<ImageJob>> sources = new HashMap<>();
        private final Queue<Queue<ImageJob>> turns = new ArrayDeque<>();

        LaneQueue(TaskLane lane) {
            this.lane = lane;
        }

        boolean isEmpty() {
            return turns.isEmpty();
        }

        void add(ImageJob image) {
            Queue<ImageJob> source = sources.computeIfAbsent(image.sourceId(), id -> new ArrayDeque<>());
            if (source.isEmpty()) turns.add(source);
            source.add(image);
        }

        ImageJob poll() {
            Queue<ImageJob> source = turns.remove();
            ImageJob image = source.remove();
            if (source.isEmpty()) sources.remove(image.sourceId());
            else turns.add(source);
            return image;
        }
    }
}
