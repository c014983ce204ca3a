package io.maskstream.model.train;

/** What a run reports while it goes on. Called on the training thread. */
public interface TrainingListener {

    TrainingListener NONE = new TrainingListener() {
        @Override
        public void onStart(int epochs, int stepsPerEpoch, int epoch, int step) {}

        @Override
        public void onStep(Position after, float rate) {}

        @Override
        public void onEpoch(EpochReport report) {}
    };

    /** @param epoch and step from which the run goes on; 0 and 0 for a new one */
    void onStart(int epochs, int stepsPerEpoch, int epoch, int step);

    /**
     * @param after where the run stands after the step
     * @param rate of the step
     */
    void onStep(Position after, float rate);

    void onEpoch(EpochReport report);
}
