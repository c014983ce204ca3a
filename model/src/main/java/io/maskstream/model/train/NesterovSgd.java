package io.maskstream.model.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.maskstream.model.network.NetworkParameter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with Nesterov momentum as PyTorch defines it: {@code g += decay * w; v = momentum * v + g;
 * w -= rate * (g + momentum * v)}. Decay by parameter; the velocities can be saved. DJL's own optimizers have neither.
 * For the training thread, gradient mode off.
 */
final class NesterovSgd {

    private record Slot(NetworkParameter parameter, NDArray velocity) {}

    private final List<Slot> slots;
    private final Recipe.Optimizer settings;

    /**
     * @param parameters those that are trained
     * @param settings momentum and decay; the rate comes with each step
     * @param manager owns the velocities, which start at 0
     */
    NesterovSgd(List<NetworkParameter> parameters, Recipe.Optimizer settings, NDManager manager) {
        this.settings = settings;
        this.slots = parameters.stream()
                .filter(NetworkParameter::isTrainable)
                .map(p -> new Slot(p, zerosLike(p.parameter().getArray(), manager)))
                .toList();
    }

    private static NDArray zerosLike(NDArray weight, NDManager manager) {
        return manager.zeros(weight.getShape(), weight.getDataType());
    }

    /**
     * Applies the gradients of one backward pass and clears them.
     *
     * @param scope takes every array that this makes: an operation's result belongs to its left operand's manager, so
     *     the left operand is always one of the scope's
     * @throws TrainingException when a gradient is not finite, before any weight is changed
     */
    void step(float rate, NDManager scope) {
        NDArray rateScalar = scope.create(rate);
        NDArray momentumScalar = scope.create(settings.momentum());
        NDArray decay = scope.create(settings.decay());
        NDArray maskDecay = scope.create(settings.maskDecay());
        List<NDArray> gradients = slots.stream()
                .map(slot -> {
                    NDArray gradient = slot.parameter().parameter().getArray().getGradient();
                    gradient.attach(scope);
                    return gradient;
                })
                .toList();
        requireFinite(gradients, scope);
        for (int i = 0; i < slots.size(); i++) {
            NDArray weight = slots.get(i).parameter().parameter().getArray();
            NDArray velocity = slots.get(i).velocity();
            NDArray gradient = gradients.get(i);
            NetworkParameter parameter = slots.get(i).parameter();
            if (parameter.decays()) gradient.addi((parameter.maskPath() ? maskDecay : decay).mul(weight));
            velocity.muli(momentumScalar);
            velocity.addi(gradient);
            // The gradient's own memory takes the update, then is cleared for the next backward pass, which adds to it.
            gradient.addi(momentumScalar.mul(velocity));
            gradient.muli(rateScalar);
            weight.subi(gradient);
            gradient.subi(gradient);
        }
    }

    private void requireFinite(List<NDArray> gradients, NDManager scope) {
        NDArray sum = scope.create(0f);
        for (NDArray gradient : gradients) sum.addi(gradient.sum());
        if (Float.isFinite(sum.getFloat())) return;
        for (int i = 0; i < gradients.size(); i++)
            if (!Float.isFinite(gradients.get(i).sum().getFloat()))
                throw new TrainingException(
                        "the gradient of " + slots.get(i).parameter().name()
                                + " is not finite: training diverged; resume with a lower learning rate");
        throw new TrainingException(
                "the gradients' sum overflows: training diverged; resume with a lower learning rate");
    }

    /** The velocities by parameter name; the arrays themselves. */
    Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (Slot slot : slots) state.put(slot.parameter().name(), slot.velocity());
        return state;
    }
}
