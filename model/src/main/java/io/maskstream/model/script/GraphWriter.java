package io.maskstream.model.script;

import io.maskstream.model.network.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects a TorchScript module: its parameters and, line by line, what {@code forward} does. For one thread. */
final class GraphWriter {

    /** A tensor or a number that exists when the module runs. */
    record Value(String expression) {

        @Override
        public String toString() {
            return expression;
        }
    }

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final StringBuilder body = new StringBuilder();
    private int values;

    Value input() {
        return new Value("x");
    }

    /**
     * Declares a parameter.
     *
     * @param path in the network; one parameter a path
     */
    Value parameter(String path, long[] shape, Supplier<float[]> source) {
        Parameter parameter = new Parameter(path, shape, source);
        if (parameters.putIfAbsent(parameter.name(), parameter) != null)
            throw new IllegalStateException("two parameters are named " + path);
        return new Value("self." + parameter.name());
    }

    /** Declares a parameter as the network has it. */
    Value parameter(String path, Tensor tensor) {
        return parameter(path, tensor.shape(), tensor::values);
    }

    /**
     * A line that calls an operator.
     *
     * @param operator of the namespace {@code torch}
     * @param arguments {@link Value}s, numbers and {@link #list}s, in the operator's order
     */
    Value call(String operator, Object... arguments) {
        Value result = new Value("t" + values++);
        body.append("    ").append(result).append(" = torch.").append(operator);
        body.append(Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")\n")));
        return result;
    }

    static String list(long... numbers) {
        return Arrays.toString(numbers);
    }

    /** @param elements {@link Value}s and numbers */
    static String listOf(Object... elements) {
        return Arrays.toString(elements);
    }

    void result(Value logits) {
        body.append("    return ").append(logits).append('\n');
    }

    Collection<Parameter> parameters() {
        return parameters.values();
    }

    /** The module in TorchScript's serialised form. */
    String code() {
        StringBuilder code = new StringBuilder("class Net(Module):\n  __parameters__ = [");
        parameters.keySet().forEach(name -> code.append('"').append(name).append("\", "));
        code.append("]\n  __buffers__ = []\n");
        parameters.keySet().forEach(name -> code.append("  ").append(name).append(" : Tensor\n"));
        code.append("  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n");
        return code.append(body).toString();
    }
}
