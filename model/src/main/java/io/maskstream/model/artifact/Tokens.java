package io.maskstream.model.artifact;

import io.maskstream.model.artifact.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits serialised TorchScript into words and signs. What its printer never writes is refused rather than understood:
 * comments (libtorch reads types in them), continued lines, strings over several lines, anything outside of ASCII.
 */
final class Tokens {

    private static final Pattern TOKEN = Pattern.compile("(?<space>[ \\t\\r]+)|(?<line>\\n)|(?<name>[A-Za-z_]\\w*)"
            + "|(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?j?)"
            + "|(?<string>\"(?:[^\"\\\\\\n]|\\\\[^\\n])*+\"|'(?:[^'\\\\\\n]|\\\\[^\\n])*+')"
            + "|(?<sign>[-+*/%@&|^~<>()\\[\\]{},:.=!;])");

    private Tokens() {}

    static List<Token> of(String source) throws ScriptRefusal {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(source);
        int line = 1;
        boolean starts = true;
        for (int at = 0; at < source.length(); at = matcher.end()) {
            matcher.region(at, source.length());
            if (!matcher.lookingAt())
                throw new ScriptRefusal("line " + line + ": the character " + shown(source.charAt(at))
                        + " has no place in serialised TorchScript");
            if (matcher.group("space") != null) continue;
            if (matcher.group("line") != null) {
                line++;
                starts = true;
                continue;
            }
            tokens.add(token(matcher, source, line, starts));
            starts = false;
        }
        return tokens;
    }

    private static Token token(Matcher matcher, String source, int line, boolean starts) throws ScriptRefusal {
        String text = matcher.group();
        if (matcher.group("string") != null) {
            boolean empty = text.length() == 2;
            // Else a string of three quotes is read as an empty one and code.
            if (empty && matcher.end() < source.length() && source.charAt(matcher.end()) == text.charAt(0))
                throw new ScriptRefusal("line " + line + ": strings of three quotes have no place in it");
            return new Token(Kind.STRING, text.substring(1, text.length() - 1), line, starts);
        }
        Kind kind =
                matcher.group("name") != null ? Kind.NAME : matcher.group("number") != null ? Kind.NUMBER : Kind.SIGN;
        return new Token(kind, text, line, starts);
    }

    private static String shown(char c) {
        return c > ' ' && c < 0x7f ? "'" + c + "'" : String.format("0x%02x", (int) c);
    }
}
