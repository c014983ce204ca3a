package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an archive may run and build: its code and its pickles. */
class ScriptGateCodeTest extends ScriptGateFixture {

    @Test
    void theShippedModelPasses() {
        Path shipped = Path.of("..", "deploy/src/dist/models/dmc-nano-fashion/2/model.pt");
        assertThatCode(() -> ScriptGate.require(shipped)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "torch.conv2d(x, self.weight, None, [1, 1], [1, 1])",
                "torch.relu(torch.add(x, x, alpha=1))",
                "getattr(self, \"weight\")",
                "(self).forward(x, )",
                "ops.prim.RaiseException(\"save the world: torch.save\")",
                "annotate(List[Tensor], [])",
                "torch.mul(x, 1.0000000000000001e-05)",
                "torch.format(\"\\\"{}\\\" # no comment\", x)"
            })
    void whatAClassifierNeedsPasses(String expression) throws IOException {
        Files.write(file, tiny("    return " + expression + "\n"));
        ScriptGate.require(file);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            torch.save(x, "/tmp/x")                            | torch.save
            torch . save(x, "/tmp/x")                          | torch.save
            (torch).save(x, "/tmp/x")                          | torch.
            torch.from_file("/etc/passwd", False, 10)          | torch.from_file
            x.save("/tmp/x")                                   | .save
            (x).save("/tmp/x")                                 | .save
            torch.relu(x).save("/tmp/x")                       | .save
            "/tmp/x".save()                                    | .save
            getattr(x, "save")("/tmp/x")                       | .save
            getattr(x, "sa" "ve")("/tmp/x")                    | getattr
            getattr(x, "sa\\x76e")("/tmp/x")                   | getattr
            getattr(torch, "save")(x, "/tmp/x")                | .save
            getattr(torch, "relu")(x)                          | torch.
            getattr                                            | getattr
            torch.set_(x, x)                                   | torch.set_
            torch.resize_(x, [9])                              | torch.resize_
            torch.no_such_operator(x)                          | torch.no_such_operator
            torch.classes.dl.Loader("x.so")                    | torch.classes
            torch.ops.load_library("x.so")                     | torch.ops
            torch.relu.save(x)                                 | .save
            ops.aten.save(x, "/tmp/x")                         | ops.aten.save
            ops.image.read_file("/etc/passwd")                 | ops.image.read_file
            ops.prim.PythonOp(x)                               | ops.prim.PythonOp
            ops.prim.rpc_sync(x)                               | ops.prim.rpc_sync
            ops                                                | ops.
            ops.aten                                           | ops.aten
            __torch__.torch.classes.dl.Loader("x.so")          | torch.classes
            __torch__.torch                                    | __torch__.torch
            __torch__                                          | __torch__
            __torch__.Other.forward(x)                         | __torch__.Other
            annotate(__torch__.torch.classes.dl.Loader, x)     | torch.classes
            x # type: (__torch__.torch.classes.dl.Loader)      | '#'
            \"""x\"""                                          | three quotes
            x.\\                                               | '\\'
            tоrch                                              | 0xd0
            fork(x)                                            | fork
            print(x)                                           | print
            """)
    void whatDoesMoreIsRefusedWithItsLine(String expression, String words) throws IOException {
        put(
                CODE,
                new String(entry(CODE), StandardCharsets.UTF_8).replace("return self.weight", "return " + expression));
        assertRefused("code/__torch__.py", words, "line 7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    t = torch\n    return t.save(x, \"f\")\n",
                "    a = __torch__.torch\n    b = a.classes\n    return b.dl.Loader(x)\n",
                "    o = ops\n    return o.image.read_file(x)\n",
                "    g = getattr\n    return g(x, \"save\")(\"f\")\n",
                "    f = x.save\n    return f(\"f\")\n"
            })
    void noneOfItGetsAnotherName(String body) throws IOException {
        Files.write(file, tiny(body));
        assertRefused("code/__torch__.py");
    }

    @Test
    void anAttributeCalledSaveDoesNotHideTheOperator() throws IOException {
        put(
                CODE,
                new String(entry(CODE), StandardCharsets.UTF_8)
                        .replace("  weight : Tensor\n", "  weight : Tensor\n  save : int\n")
                        .replace("return self.weight", "return x.save(\"/tmp/x\")"));
        assertRefused(".save is not allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tiny/code/__torch__/torch/classes/dl.py",
                "tiny/code/__torch__/torch/classes.py",
            })
    void aModuleOfNativeClassesIsRefused(String entry) throws IOException {
        put(entry, "class Loader(Module):\n  pass\n");
        assertRefused("torch.classes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            cos\\nsystem\\n.                   | os.system is not allowed
            cposix\\nsystem\\n(X               | posix.system is not allowed
            c__torch__.torch.classes.dl\\nL\\n. | torch.classes
            c__torch__\\nOther\\n.             | __torch__.Other is not allowed
            ctorch._utils\\n_rebuild\\n.       | torch._utils._rebuild is not allowed
            iposix\\nsystem\\n.                | opcode 0x69
            (                                  | ends too early
            X                                  | ends too early
            K                                  | ends too early
            c__torch__                         | ends too early
            N.N                                | behind its end
            \u0080\u0004.                      | protocol 2
            """)
    void aPickleThatDoesMoreIsRefused(String pickle, String words) throws IOException {
        for (String entry : new String[] {"tiny/data.pkl", "tiny/constants.pkl", "tiny/code/__torch__.py.debug_pkl"}) {
            Map<String, byte[]> before = new LinkedHashMap<>(entries);
            entries.put(entry, pickle.replace("\\n", "\n").getBytes(StandardCharsets.ISO_8859_1));
            write();
            assertRefused(words);
            entries.clear();
            entries.putAll(before);
        }
    }

    @Test
    void aTypeInAPickleMayNotBeNative() throws IOException {
        put("tiny/constants.pkl", "X\u001b\0\0\0__torch__.torch.classes.a.B.");
        assertRefused("constants.pkl", "native code");
    }
}
