package io.maskstream.it.bench;

import java.io.IOException;

/** Something that is measured, by one name that {@code --only} knows. */
interface Measure {

    String name();

    /** Whether {@code --quick} leaves it out. */
    default boolean isOfTheFullFormOnly() {
        return false;
    }

    /**
     * Takes the sides it needs from the laboratory, which closes them, and reports its figures.
     *
     * @throws IOException when a process ended or did not answer; the other measures go on
     */
    void run(Lab lab, Report report) throws IOException;
}
