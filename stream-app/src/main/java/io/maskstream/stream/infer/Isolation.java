package io.maskstream.stream.infer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is still to be done for one batch, and what follows from each call's end: a batch that fails is split until the
 * culprit is alone, and before an image is blamed the control must pass.
 *
 * <p>Belongs to one worker at a time. When its call is given up it is handed, as it is, to the worker's successor.
 */
final class Isolation {

    /** After so many controls in a row that fail, the model or the device is held to be broken. */
    static final int CONTROL_TRIES = 3;

    /** One call. */
    sealed interface Step {
        /** @param attempts how often these images went through the model before */
        record Attempt(List<InferenceJob> jobs, int attempts) implements Step {}

        /** Run the control, because the images failed. */
        record ControlRun(Attempt failed, Fault fault, int failures) implements Step {}
    }

    private final ServedModel model;
    private final Deque<Step> steps = new ArrayDeque<>();

    Isolation(Batch batch) {
        this.model = batch.model();
        steps.push(new Step.Attempt(batch.jobs(), 0));
    }

    ServedModel model() {
        return model;
    }

    /** The next call, empty when every image has ended. Images that were given up are dropped on the way. */
    Optional<Step> next() {
        while (!steps.isEmpty()) {
            Step step = steps.peek();
            if (!(step instanceof Step.Attempt attempt)) return Optional.of(step);
            List<InferenceJob> wanted = new ArrayList<>();
            for (InferenceJob job : attempt.jobs()) {
                if (job.isGivenUp()) job.dropped();
                else wanted.add(job);
            }
            steps.pop();
            if (wanted.isEmpty()) continue;
            Step.Attempt left = new Step.Attempt(List.copyOf(wanted), attempt.attempts());
            steps.push(left);
            return Optional.of(left);
        }
        return Optional.empty();
    }

    /** The attempt came back. Finite rows are results; the others are tried again. */
    void returned(float[] logits, Run run, InferenceSettings settings) {
        // Popped when all answers are there: until then everybody is in somebody's hands.
        Step.Attempt attempt = (Step.Attempt) Objects.requireNonNull(steps.peek());
        int classes = model.spec().classes();
        List<Optional<Answer>> answers = new ArrayList<>(attempt.jobs().size());
        for (int row = 0; row < attempt.jobs().size(); row++)
            answers.add(Answer.of(logits, row * classes, model.spec(), settings));
        steps.pop();
        List<InferenceJob> broken = new ArrayList<>();
        // Close together: the first wakes a StreamThread, which then finds the others done, too.
        for (int row = 0; row < attempt.jobs().size(); row++) {
            InferenceJob job = attempt.jobs().get(row);
            Optional<Answer> answer = answers.get(row);
            if (answer.isPresent()) job.classified(answer.get(), run);
            else broken.add(job);
        }
        if (broken.isEmpty()) return;
        if (broken.size() == attempt.jobs().size()) push(attempt, Fault.nonFinite());
        else alone(broken, attempt.attempts() + 1);
    }

    /** The attempt or control failed. False: this was the last try, nobody but the model or device can be blamed. */
    boolean failed(Fault fault) {
        Step step = steps.pop();
        if (step instanceof Step.ControlRun control) {
            int failures = control.failures() + 1;
            steps.push(new Step.ControlRun(control.failed(), control.fault(), failures));
            return failures < CONTROL_TRIES;
        }
        Step.Attempt attempt = (Step.Attempt) step;
        if (fault.kind() == Fault.Kind.OUT_OF_MEMORY && attempt.jobs().size() > 1) halves(attempt);
        else push(attempt, fault);
        return true;
    }

    /** The model and the device are sound: a lone image is to blame, several are split. */
    void controlPassed() {
        Step.ControlRun control = (Step.ControlRun) steps.pop();
        Step.Attempt failed = control.failed();
        int attempts = failed.attempts() + 1;
        if (failed.jobs().size() == 1)
            failed.jobs().get(0).rejected(control.fault().blame(), attempts);
        // Every hang costs a worker: no bisection, the culprit hangs once more and the others do not.
        else if (control.fault().kind() == Fault.Kind.TIMEOUT) alone(failed.jobs(), attempts);
        else halves(failed);
    }

    /** Ends every image that is left. */
    void dropRest() {
        for (Step step : steps) {
            Step.Attempt attempt = step instanceof Step.ControlRun control ? control.failed() : (Step.Attempt) step;
            attempt.jobs().forEach(InferenceJob::dropped);
        }
        steps.clear();
    }

    private void push(Step.Attempt failed, Fault fault) {
        steps.push(new Step.ControlRun(failed, fault, 0));
    }

    private void halves(Step.Attempt attempt) {
        int half = attempt.jobs().size() / 2;
        int attempts = attempt.attempts() + 1;
        steps.push(new Step.Attempt(attempt.jobs().subList(half, attempt.jobs().size()), attempts));
        steps.push(new Step.Attempt(attempt.jobs().subList(0, half), attempts));
    }

    private void alone(List<InferenceJob> jobs, int attempts) {
        for (int i = jobs.size() - 1; i >= 0; i--) steps.push(new Step.Attempt(List.of(jobs.get(i)), attempts));
    }
}
