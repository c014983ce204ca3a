package io.maskstream.model.artifact;

import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Walks a pickle without building anything: the opcodes that TorchScript's writer uses, and only such globals as make
 * tensors, lists of numbers and objects of the archive's own classes. For one thread, used once.
 */
final class PickleCheck {

    private static final Set<String> GLOBALS = Set.of(
            "collections OrderedDict",
            "torch._utils _rebuild_tensor_v2",
            "torch.jit._pickle build_boollist",
            "torch.jit._pickle build_doublelist",
            "torch.jit._pickle build_intlist",
            "torch.jit._pickle build_tensor_from_id",
            "torch.jit._pickle build_tensorlist",
            "torch.jit._pickle restore_type_tag",
            "torch device",
            "torch BFloat16Storage",
            "torch BoolStorage",
            "torch ByteStorage",
            "torch CharStorage",
            "torch DoubleStorage",
            "torch FloatStorage",
            "torch HalfStorage",
            "torch IntStorage",
            "torch LongStorage",
            "torch ShortStorage");

    private static final int MAX_NAME = 1_000;

    private final byte[] bytes;
    private final ScriptNames names;
    private int at;

    private PickleCheck(byte[] bytes, ScriptNames names) {
        this.bytes = bytes;
        this.names = names;
    }

    static void run(byte[] bytes, ScriptNames names) throws ScriptRefusal {
        new PickleCheck(bytes, names).run();
    }

    private void run() throws ScriptRefusal {
        while (true) {
            int start = at;
            int opcode = next();
            switch (opcode) {
                case '.' -> {
                    if (at != bytes.length) throw refused(at, "there is something behind its end");
                    return;
                }
                // Values and containers without an argument, memo, REDUCE, NEWOBJ, BUILD, BINPERSID.
                case 'N',
                        0x88,
                        0x89,
                        ')',
                        ']',
                        '}',
                        '(',
                        't',
                        0x85,
                        0x86,
                        0x87,
                        'a',
                        'e',
                        's',
                        'u',
                        'R',
                        0x81,
                        'b',
                        'Q' -> {}
                case 'K', 'q', 'h' -> skip(1);
                case 0x80 -> {
                    if (next() != 2) throw refused(start, "only protocol 2 is TorchScript's");
                }
                case 'M' -> skip(2);
                case 'J', 'r', 'j' -> skip(4);
                case 'G' -> skip(8);
                case 0x8a -> skip(next());
                case 'X' -> string(start);
                case 'c' -> global(start);
                default -> throw refused(start, String.format("opcode 0x%02x is not one of TorchScript's", opcode));
            }
        }
    }

    /** Types are written as strings, too. */
    private void string(int start) throws ScriptRefusal {
        long length = 0;
        for (int i = 0; i < 4; i++) length |= (long) next() << (8 * i);
        int from = at;
        skip(length);
        if (ScriptNames.isNative(new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1)))
            throw refused(start, "it names a class of native code");
    }

    private void global(int start) throws ScriptRefusal {
        String module = line();
        String name = line();
        boolean own = module.startsWith("__torch__") && names.declares(module + "." + name);
        if (!own && !GLOBALS.contains(module + " " + name))
            throw refused(start, module + "." + name + " is not allowed");
    }

    private String line() throws ScriptRefusal {
        int from = at;
        while (next() != '\n') if (at - from > MAX_NAME) throw refused(from, "a name is too long");
        return new String(bytes, from, at - 1 - from, StandardCharsets.ISO_8859_1);
    }

    private int next() throws ScriptRefusal {
        if (at >= bytes.length) throw refused(at, "it ends too early");
        return bytes[at++] & 0xFF;
    }

    private void skip(long count) throws ScriptRefusal {
        if (count > bytes.length - at) throw refused(at, "it ends too early");
        at += (int) count;
    }

    private static ScriptRefusal refused(int at, String why) {
        return new ScriptRefusal("byte " + at + ": " + why + "; a model's state is tensors, numbers and texts");
    }
}
