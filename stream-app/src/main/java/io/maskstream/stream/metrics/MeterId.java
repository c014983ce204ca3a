package io.maskstream.stream.metrics;

import java.util.List;
import java.util.Locale;

/** Every meter, declared once: name, kind, unit, tags and what it says. */
enum MeterId {
    FRAMES(
            Kind.COUNTER,
            "frames",
            "",
            List.of("status"),
            "Frames by how they ended: `ok`, `low_confidence` (at least one region below `min.confidence`), `shed`,"
                    + " `dead_letter`."),
    IMAGES(Kind.COUNTER, "images", "", List.of(), "Images classified: one a region, or one a frame without regions."),
    DEAD_LETTERS(
            Kind.COUNTER,
            "dead.letters",
            "",
            List.of("stage", "reason"),
            "Frames that became dead letters, by stage and reason."),
    FRAMES_SHED(
            Kind.COUNTER,
            "frames.shed",
            "",
            List.of("reason", "source"),
            "Frames shed before decoding: `deadline`, `age` or `rate`. The first " + Sources.MAX
                    + " sources that shed are named, all others are `" + Sources.OTHER + "`."),
    FORMAT_DIFFERS(
            Kind.COUNTER,
            "format.differs",
            "",
            List.of(),
            "Frames whose bytes were of another format than declared; decoded by what they are."),
    IMAGES_IN_FLIGHT(Kind.GAUGE, "images.in.flight", "", List.of(), "Images admitted whose inference is not complete."),
    IMAGES_WAITING(Kind.GAUGE, "images.waiting", "", List.of(), "Images decoded and not yet in a batch."),
    BATCH_IMAGES(Kind.SUMMARY, "batch.images", "images", List.of(), "Images in a batch."),
    BROKER_WAIT(Kind.TIMER, "broker.wait", "seconds", List.of(), "From the record's timestamp to its processing."),
    FETCH(
            Kind.TIMER,
            "fetch",
            "seconds",
            List.of(),
            "One attempt to fetch the content of a frame by reference, whatever came of it."),
    FETCH_ATTEMPTS(
            Kind.COUNTER,
            "fetch.attempts",
            "",
            List.of("result"),
            "Attempts to fetch, by what came of them: `ok`, `refused` (not allowed), `failed`, `unavailable` (5xx), `timed_out`,"
                    + " `too_large`, `mismatch` (size or SHA-256). Frames that had none that succeeded are `dead.letters` of stage"
                    + " `fetch`."),
    DECODE(Kind.TIMER, "decode", "seconds", List.of(), "Decoding and preprocessing of one frame."),
    BATCH_WAIT(
            Kind.TIMER,
            "batch.wait",
            "seconds",
            List.of(),
            "From decoded to the start of its batch, of the oldest image in each batch."),
    INFERENCE(Kind.TIMER, "inference", "seconds", List.of(), "One call of the model: a whole batch."),
    MODEL_INFO(
            Kind.GAUGE,
            "model.info",
            "",
            List.of("name", "version", "sha256"),
            "1 for the model that new frames are bound to; the first " + Meters.SHA256_DIGITS + " digits of its hash."),
    MODEL_LOAD(Kind.TIMER, "model.load", "seconds", List.of(), "From finding a version to its serving."),
    MODEL_SWAPS(Kind.COUNTER, "model.swaps", "", List.of(), "Models that replaced another while the pipeline ran."),
    MODEL_REJECTED(
            Kind.COUNTER,
            "model.rejected",
            "",
            List.of("step"),
            "Model versions rejected, by the step that they failed; the log has the reason."),
    WORKERS_ABANDONED(
            Kind.COUNTER,
            "workers.abandoned",
            "",
            List.of(),
            "Workers given up because a native call did not return; their memory is lost until a restart."),
    SUSPECTS(
            Kind.GAUGE,
            "suspects",
            "",
            List.of(),
            "Images that were in flight when a process died, and wait to be examined in a child JVM; their partitions wait,"
                    + " too."),
    SUSPECTS_EXAMINED(
            Kind.COUNTER,
            "suspects.examined",
            "",
            List.of("verdict"),
            "Such images by what came of it: `survived` and classified, `killed` the child JVM and are dead letters,"
                    + " `let_in` as every other, because they fail without killing or no child JVM could be had.");

    static final String PREFIX = "maskstream.";

    enum Kind {
        COUNTER,
        GAUGE,
        SUMMARY,
        TIMER
    }

    private final Kind kind;
    private final String name;
    private final String unit;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<String> tags;

    private final String description;

    MeterId(Kind kind, String name, String unit, List<String> tags, String description) {
        this.kind = kind;
        this.name = PREFIX + name;
        this.unit = unit;
        this.tags = tags;
        this.description = description;
    }

    Kind kind() {
        return kind;
    }

    String meterName() {
        return name;
    }

    /** Empty: a plain number. */
    String unit() {
        return unit;
    }

    List<String> tags() {
        return tags;
    }

    String description() {
        return description;
    }

    /** As Micrometer's Prometheus registry writes it, without the suffixes of histograms. */
    String prometheusName() {
        String base = name.replace('.', '_');
        return switch (kind) {
            case COUNTER -> base + "_total";
            case TIMER -> base + "_seconds";
            case GAUGE, SUMMARY -> unit.isEmpty() || base.endsWith("_" + unit) ? base : base + "_" + unit;
        };
    }

    static String tagValue(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
