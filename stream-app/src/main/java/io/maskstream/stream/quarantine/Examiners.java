package io.maskstream.stream.quarantine;

import io.maskstream.model.ModelSpec;

/** Where examiners come from. */
public interface Examiners {

    /**
     * Takes seconds.
     *
     * @param sha256 of the model file
     * @throws ExaminerUnavailableException when there is none for this model
     */
    Examiner open(ModelSpec spec, String sha256) throws InterruptedException;
}
