package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** From the moment at which a frame is sent to its result's on the output topic; an open loop. */
final class Latency implements Measure {

    private static final double BEYOND_TWO_BATCHES = 15;
    private static final double BEYOND_BARE = 6;
    private static final double FLOOD_SECONDS = 3;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Override
    public String name() {
        return "latency";
    }

    /**
     * @param load share of the most that the pipeline does
     * @param percentiles in milliseconds; p999 only of so many frames that more than the slowest is in it
     */
    record AtLoad(double load, double framesPerSecond, int frames, Map<String, Double> percentiles) {

        private static final int FOR_P999 = 1000;

        static AtLoad of(double load, double perSecond, List<Arrival> arrivals) {
            List<Double> millis = arrivals.stream().map(Arrival::millis).toList();
            Map<String, Double> percentiles = new LinkedHashMap<>();
            percentiles.put("p50", Spread.quantile(millis, 0.5));
            percentiles.put("p99", Spread.quantile(millis, 0.99));
            if (millis.size() >= FOR_P999) percentiles.put("p999", Spread.quantile(millis, 0.999));
            return new AtLoad(load, perSecond, millis.size(), Collections.unmodifiableMap(percentiles));
        }

        void report(Report report, String key, String meaning) {
            percentiles.forEach(
                    (name, value) -> report.add(Figure.of(key + "." + name, meaning + frames + " frames, ms", value)));
        }
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        PipelineSide pipeline = lab.pipeline(Setup.of(lab.nano(), FrameFormat.RAW));
        double most = most(lab, pipeline);
        report.add(Figure.of("latencyMs.maxFramesPerSecond", "frames a second of wall time, all at once", most));
        LoopSide batches = lab.bare(lab.nano(), FrameFormat.RAW, BareLoop.BATCH);
        int images = lab.turns().images(batches, 1);
        List<Double> batchMillis = new ArrayList<>();
        Map<String, AtLoad> curve = new LinkedHashMap<>();
        for (double load : new double[] {0.1, 0.5, 0.8}) {
            batchMillis.add(BareLoop.BATCH * 1e3 / batches.run(images).perSecond());
            int frames = (int) (load * most * lab.pace().loadSeconds());
            AtLoad at = AtLoad.of(load, load * most, pipeline.openLoop(Schedule.steady(load * most, frames)));
            String key = "latencyMs." + (load == 0.5 ? "half" : "at" + Math.round(100 * load));
            at.report(report, key, "at " + Math.round(100 * load) + " % of that, ");
            curve.put(key, at);
        }
        Spread batch = Spread.of(batchMillis);
        report.add(Figure.of("latencyMs.batch", "one batch of 32 of the bare loop, ms", batch));
        report.setGoal("latencyMs.half.p99", Goal.atMost(BEYOND_TWO_BATCHES + 2 * batch.median()));
        report.detail("latency", curve.values());
        idle(lab, report, pipeline);
    }

    /** A frame and a bare single in turns, half a second apart: both find the machine as cold. */
    private static void idle(Lab lab, Report report, PipelineSide pipeline) throws IOException {
        LoopSide single = lab.bare(lab.nano(), FrameFormat.RAW, 1);
        lab.turns().images(single, 1);
        List<Double> piped = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = 0; i < lab.pace().idleFrames(); i++) {
            piped.add(pipeline.openLoop(Schedule.steady(1, 1)).get(0).millis());
            pause(IDLE_NANOS / 2);
            bare.add(single.run(1).wall().toNanos() / 1e6);
            pause(IDLE_NANOS / 2);
        }
        double bareMillis = Spread.median(bare);
        report.add(Figure.of("latencyMs.idle.bareSingle", "a padded single of the bare loop, ms", Spread.of(bare)));
        report.add(Figure.of("latencyMs.idle.p50", "one frame a second, ms", Spread.of(piped))
                .goal(Goal.atMost(BEYOND_BARE + bareMillis)));
    }

    static double most(Lab lab, PipelineSide pipeline) throws IOException {
        return pipeline.run(lab.turns().images(pipeline, FLOOD_SECONDS)).perSecond();
    }

    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        for (long wait; (wait = end - System.nanoTime()) > 0; ) LockSupport.parkNanos(wait);
    }
}
