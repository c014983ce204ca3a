package io.maskstream.it.jmh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Slabs of 3x32x32 into a batch's buffer, as a worker copies them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class SlabCopyBenchmark {

    private static final int BATCH = 32;
    private static final int FLOATS = 3 * SeededFrames.SIZE * SeededFrames.SIZE;

    /** As many as are in flight: a few would stay in the first cache. */
    private final float[][] slabs = new float[8 * BATCH][FLOATS];

    private final FloatBuffer batch = ByteBuffer.allocateDirect(BATCH * FLOATS * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    private int next;

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public FloatBuffer copy() {
        for (int i = 0; i < BATCH; i++) batch.put(i * FLOATS, slabs[next + i]);
        next = (next + BATCH) % slabs.length;
        return batch;
    }
}
