package io.maskstream.it.bench;

import io.maskstream.model.network.Branch;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkPreset;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.StageSpec;
import io.maskstream.model.script.ScriptForm;
import java.util.List;
import java.util.Locale;

/** Networks that are exported for the benchmark, with seeded weights: what they say is worth nothing, what they cost is. */
enum Network {
    /** About 28 thousand parameters: so small that everything around it shows. */
    TINY,
    /** dmc-nano with the mask that is shipped. */
    NANO,
    /** The same without. */
    NANO_OFF,
    /** dmc-nano with a mask on the input. */
    NANO_INPUT,
    /** As {@link #NANO}, written operator by operator. */
    NANO_PLAIN;

    static final int CLASSES = 10;

    private static final List<Branch> BRANCHES = List.of(new Branch(3, 1), new Branch(3, 2));

    NetworkSpec spec() {
        NetworkSpec nano = NetworkPreset.DMC_NANO.spec(CLASSES);
        return switch (this) {
            case NANO, NANO_PLAIN -> nano.withMask(MaskKind.KERNEL);
            case NANO_INPUT -> nano.withMask(MaskKind.INPUT);
            case NANO_OFF -> nano.withMask(MaskKind.OFF);
            case TINY ->
                new NetworkSpec(
                        nano.block(),
                        CLASSES,
                        1,
                        List.of(
                                new StageSpec(8, 1, BRANCHES),
                                new StageSpec(16, 1, BRANCHES),
                                new StageSpec(32, 1, BRANCHES)),
                        MaskKind.KERNEL,
                        nano.selection(),
                        nano.enhancement(),
                        false);
        };
    }

    ScriptForm form() {
        return this == NANO_PLAIN ? ScriptForm.PLAIN : ScriptForm.FAST;
    }

    /** As a model is called. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
