package io.maskstream.it.bench;

import java.io.IOException;

/** A process that classifies images when it is told to. For one thread; whoever opened it closes it. */
interface Side extends AutoCloseable {

    /**
     * Classifies so many images and returns when the last one is done.
     *
     * @throws IOException when the process ended or does not answer
     */
    Sample run(int images) throws IOException;

    /** Whether its process is. */
    boolean isAlive();

    @Override
    void close();
}
