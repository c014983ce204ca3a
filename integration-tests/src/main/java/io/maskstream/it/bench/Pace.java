package io.maskstream.it.bench;

/**
 * How long things are measured.
 *
 * @param rounds of each side
 * @param roundSeconds of one of them
 * @param warmSeconds before a side's first round: most of a JVM's first seconds are its compiler's
 * @param loadSeconds at one offered rate
 * @param idleFrames at one frame a second
 * @param swaps of models
 */
record Pace(int rounds, double roundSeconds, double warmSeconds, int loadSeconds, int idleFrames, int swaps) {

    static final Pace QUICK = new Pace(5, 1, 3, 6, 12, 3);
    static final Pace FULL = new Pace(9, 3, 10, 30, 30, 9);

    boolean isFull() {
        return equals(FULL);
    }
}
