package io.maskstream.model.script;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes the part of Python's pickle protocol 2 that a TorchScript module's state needs. For one thread, used once. */
final class Pickle {

    private static final int PROTOCOL = 0x80;
    private static final int NEW_OBJECT = 0x81;
    private static final int FALSE = 0x89;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private Pickle() {
        out.write(PROTOCOL);
        out.write(2);
    }

    /** The empty tuple. */
    static byte[] empty() {
        return new Pickle().ascii(")").end();
    }

    /**
     * An object of the class {@code __torch__.Net} whose attributes are the parameters; their values are in the files
     * {@code data/0}, {@code data/1}, ... in the same order.
     */
    static byte[] module(Iterable<Parameter> parameters) {
        Pickle pickle = new Pickle();
        pickle.global("__torch__", "Net").ascii(")").opcode(NEW_OBJECT).ascii("}(");
        int file = 0;
        for (Parameter parameter : parameters) pickle.text(parameter.name()).tensor(parameter, file++);
        return pickle.ascii("ub").end();
    }

    /** A contiguous float32 tensor: storage, offset 0, shape, strides, no gradient, no hooks. */
    private void tensor(Parameter parameter, int file) {
        global("torch._utils", "_rebuild_tensor_v2").ascii("((");
        text("storage").global("torch", "FloatStorage").text(Integer.toString(file));
        text("cpu").number(parameter.size()).ascii("tQ");
        number(0).tuple(parameter.shape()).tuple(parameter.strides()).opcode(FALSE);
        global("collections", "OrderedDict").ascii(")RtR");
    }

    private Pickle tuple(long[] values) {
        ascii("(");
        for (long value : values) number(value);
        return ascii("t");
    }

    private Pickle global(String module, String name) {
        return ascii("c" + module + "\n" + name + "\n");
    }

    private Pickle text(String text) {
        return ascii("X").int32(text.length()).ascii(text);
    }

    private Pickle number(long value) {
        return ascii("J").int32(Math.toIntExact(value));
    }

    private Pickle int32(int value) {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
        out.writeBytes(bytes);
        return this;
    }

    private Pickle ascii(String opcodes) {
        out.writeBytes(opcodes.getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private Pickle opcode(int value) {
        out.write(value);
        return this;
    }

    private byte[] end() {
        ascii(".");
        return out.toByteArray();
    }
}
