package io.maskstream.model.train;

/** Learning rate by step. Immutable, any thread. */
public sealed interface Schedule {

    /**
     * @param step from 0
     * @param total steps of the run, above 0
     */
    float rate(long step, long total);

    /**
     * One cycle (Smith and Topin 2017), linear both ways: from peak/25 up to the peak, then down to 0 after the last step.
     *
     * @param peak highest rate
     * @param up part of the run that goes up, in (0,1)
     */
    record OneCycle(float peak, float up) implements Schedule {

        private static final float START = 1 / 25f;

        public OneCycle {
            requireAbove0("peak", peak);
            if (!(up > 0 && up < 1)) throw new IllegalArgumentException("up: " + up + ", must be in (0,1)");
        }

        @Override
        public float rate(long step, long total) {
            double top = up * total;
            if (step < top) return (float) (peak * (START + (1 - START) * step / top));
            return (float) (peak * (double) (total - step) / (total - top));
        }
    }

    /**
     * Linear warm-up from 0, then half a cosine to 0 (Loshchilov and Hutter 2017).
     *
     * @param peak highest rate
     * @param warmup part of the run that warms up, in [0,1)
     */
    record WarmupCosine(float peak, float warmup) implements Schedule {

        public WarmupCosine {
            requireAbove0("peak", peak);
            if (!(warmup >= 0 && warmup < 1))
                throw new IllegalArgumentException("warmup: " + warmup + ", must be in [0,1)");
        }

        @Override
        public float rate(long step, long total) {
            double top = warmup * total;
            // step + 1: the first step moves, too.
            if (step < top) return (float) (peak * (double) (step + 1) / Math.max(top, (double) (step + 1)));
            return (float) (peak * 0.5 * (1 + Math.cos(Math.PI * (step - top) / (total - top))));
        }
    }

    private static void requireAbove0(String name, float value) {
        if (!(value > 0) || Float.isInfinite(value))
            throw new IllegalArgumentException(name + ": " + value + ", must be above 0 and finite");
    }
}
