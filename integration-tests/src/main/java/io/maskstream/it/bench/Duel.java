package io.maskstream.it.bench;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of two sides; those of one index ran one after the other. */
record Duel(List<Sample> first, List<Sample> second) {

    Duel {
        first = List.copyOf(first);
        second = List.copyOf(second);
        if (first.size() != second.size())
            throw new IllegalArgumentException(first.size() + " rounds against " + second.size());
    }

    /** Images per CPU-second of the first over those of the second. */
    Spread rateRatio() {
        return each((a, b) -> a.perCpuSecond() / b.perCpuSecond());
    }

    /** CPU time an image of the first over that of the second. */
    Spread costRatio() {
        return each((a, b) -> a.cpuMicrosPerImage() / b.cpuMicrosPerImage());
    }

    Spread each(ToDoubleBiFunction<Sample, Sample> figure) {
        return Spread.of(IntStream.range(0, first.size())
                .mapToObj(i -> figure.applyAsDouble(first.get(i), second.get(i)))
                .toList());
    }

    static Spread of(List<Sample> side, ToDoubleFunction<Sample> figure) {
        return Spread.of(side.stream().map(figure::applyAsDouble).toList());
    }
}
