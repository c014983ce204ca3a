package io.maskstream.it.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How batches grow with the load, and a thousand cameras whose clocks wander. */
final class Load implements Measure {

    private static final int SOURCES = 1000;

    @Override
    public String name() {
        return "load";
    }

    @Override
    public boolean isOfTheFullFormOnly() {
        return true;
    }

    record Batches(double load, double framesPerSecond, double imagesPerBatch) {}

    @Override
    public void run(Lab lab, Report report) throws IOException {
        PipelineSide pipeline = lab.pipeline(Setup.of(lab.nano(), FrameFormat.RAW));
        double most = Latency.most(lab, pipeline);
        List<Batches> curve = new ArrayList<>();
        for (double load : new double[] {0.1, 0.25, 0.5, 0.75, 0.9, 1.1}) {
            double images = pipeline.metric("maskstream_batch_images_sum");
            double batches = pipeline.metric("maskstream_batch_images_count");
            pipeline.openLoop(
                    Schedule.steady(load * most, (int) (load * most * lab.pace().loadSeconds())));
            curve.add(new Batches(
                    load,
                    load * most,
                    (pipeline.metric("maskstream_batch_images_sum") - images)
                            / (pipeline.metric("maskstream_batch_images_count") - batches)));
        }
        report.detail("batchByLoad", curve);
        double half = most / 2;
        Schedule cameras = Schedule.jittered(half, (int) (half * lab.pace().loadSeconds()), SOURCES, 1);
        Latency.AtLoad at = Latency.AtLoad.of(0.5, half, pipeline.openLoop(cameras));
        at.report(report, "latencyMs.thousandSources", "1,000 cameras, half of the most, ");
    }
}
