package io.maskstream.it.bench;

import io.maskstream.it.Application;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntConsumer;

/** The pipeline: {@code bin/maskstream run} between two topics. */
final class PipelineSide implements Side {

    private final Application application;
    private final Traffic traffic;
    private final ProcessCost cost;
    private final Instant started;
    private final Instant ready;

    /**
     * @param started before the process was
     * @param ready when it said so first
     */
    PipelineSide(Application application, Traffic traffic, Instant started, Instant ready) {
        this.application = application;
        this.traffic = traffic;
        this.started = started;
        this.ready = ready;
        this.cost = new ProcessCost(application.pid());
    }

    Instant started() {
        return started;
    }

    Instant ready() {
        return ready;
    }

    ProcessCost cost() {
        return cost;
    }

    /** The sum over all labels of a counter or a summary's part. */
    double metric(String name) {
        return application
                .body("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public Sample run(int images) throws IOException {
        try {
            Duration before = cost.cpu();
            long start = System.nanoTime();
            var records = traffic.flood(images);
            Duration wall = Duration.ofNanos(System.nanoTime() - start);
            Sample sample = new Sample(images, cost.cpu().minus(before), wall);
            records.forEach(traffic::arrival);
            return sample;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    List<Arrival> openLoop(Schedule schedule) throws IOException {
        return openLoop(schedule, frame -> {});
    }

    /** @param beforeFrame told the number of the frame that is sent next */
    List<Arrival> openLoop(Schedule schedule, IntConsumer beforeFrame) throws IOException {
        try {
            return traffic.openLoop(schedule, beforeFrame);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Its topics, from outside. */
    Traffic traffic() {
        return traffic;
    }

    private IOException failed(IOException e) {
        return new IOException("the pipeline failed: " + e.getMessage() + "; " + application.logTail(), e);
    }

    @Override
    public boolean isAlive() {
        return application.isAlive();
    }

    @Override
    public void close() {
        // The producer first would wait for nobody; the application first would be missed by its consumer group.
        try {
            traffic.close();
        } finally {
            application.close();
        }
    }
}
