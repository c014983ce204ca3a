package io.maskstream.it.bench;

import java.io.IOException;

/** 640x480 JPEG to a model's input: as the pipeline does it, over decoding every pixel with the JDK and resizing. */
final class Decoding implements Measure {

    private static final double WANTED = 2.5;

    @Override
    public String name() {
        return "decode";
    }

    @Override
    public void run(Lab lab, Report report) throws IOException {
        if (lab.hasOwnImages()) {
            report.skipped(name(), "it is of 640x480 JPEG, not of --images; leave that out");
            return;
        }
        report.add(speedup(lab, "decodeSpeedup", 224).goal(Goal.atLeast(WANTED)));
        report.add(speedup(lab, "decodeSpeedupTo32", FrameFormat.SMALL).goal(Goal.atLeast(WANTED)));
    }

    private static Figure speedup(Lab lab, String key, int size) throws IOException {
        String[] arguments = {lab.frames(FrameFormat.JPEG).toString(), String.valueOf(size)};
        try (Child ours = lab.child("decode-" + size, Jvm.command(DecodeLoop.class, arguments));
                Child theirs = lab.child("jdk-" + size, Jvm.command(DecodeLoop.class, arguments));
                LoopSide pipelines = new LoopSide(ours, "ours");
                LoopSide jdk = new LoopSide(theirs, "jdk")) {
            return Figure.of(
                    key,
                    "640x480 JPEG to " + size + "x" + size + ", images per CPU-second over the JDK's",
                    lab.turns().alternate(pipelines, jdk).rateRatio());
        }
    }
}
