package io.maskstream.model.artifact;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Judges source word by word. The names {@code torch}, {@code ops} and {@code __torch__} lead to operators, native code and
 * classes; they are allowed only where what they lead to is named at once, so that no part of them gets another name. And as
 * {@code x.NAME} is an operator for any x, every such name must be an allowed operator or the archive's own.
 */
final class ScriptCode {

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern CONSTANT = Pattern.compile("c\\d{1,9}");
    private static final Pattern PLAIN = Pattern.compile("[\\w.-]+");

    private final ScriptNames names;
    private final OperatorAllowList operators = OperatorAllowList.INSTANCE;

    ScriptCode(ScriptNames names) {
        this.names = names;
    }

    void check(List<Token> tokens) throws ScriptRefusal {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.STRING && ScriptNames.isNative(token.text()))
                throw refused(token, token.text());
            if (!token.isName()) continue;
            if (i > 0 && tokens.get(i - 1).isSign('.')) {
                member(token, token.text());
                continue;
            }
            switch (token.text()) {
                case "torch" -> {
                    String name = part(tokens, i, 1);
                    if (!operators.allowsAten(name)) throw refused(token, "torch." + name);
                    i += 2;
                }
                case "ops" -> {
                    String space = part(tokens, i, 1);
                    String name = part(tokens, i, 2);
                    boolean allowed = (space.equals("prim") && operators.allowsPrim(name))
                            || (space.equals("aten") && operators.allowsAten(name));
                    if (!allowed) throw refused(token, "ops." + space + "." + name);
                    i += 4;
                }
                case "CONSTANTS" -> {
                    String name = part(tokens, i, 1);
                    if (!CONSTANT.matcher(name).matches()) throw refused(token, "CONSTANTS." + name);
                    i += 2;
                }
                case "__torch__" -> {
                    declared(tokens, i);
                    i = endOfPath(tokens, i);
                }
                case "getattr" -> attribute(tokens, i);
                case "hasattr", "import", "print", "fork", "rpc_async", "rpc_sync", "rpc_remote", "awaitable" ->
                    throw refused(token, token.text());
                default -> {}
            }
        }
    }

    /** A class or function of the archive, and at most one of its members. */
    private void declared(List<Token> tokens, int at) throws ScriptRefusal {
        StringBuilder path = new StringBuilder("__torch__");
        int end = endOfPath(tokens, at);
        for (int i = at + 2; i <= end; i += 2) {
            path.append('.').append(tokens.get(i).text());
            if (ScriptNames.isNative(path.toString())) throw refused(tokens.get(at), path.toString());
            if (names.declares(path.toString())) {
                for (int m = i + 2; m <= end; m += 2)
                    member(tokens.get(m), tokens.get(m).text());
                return;
            }
        }
        throw refused(tokens.get(at), path + ", which the archive does not define");
    }

    /** {@code getattr(x, "name")} and no other form. */
    private void attribute(List<Token> tokens, int at) throws ScriptRefusal {
        int depth = 0;
        int end = at + 1;
        if (!at(tokens, end).isSign('(')) throw refused(tokens.get(at), "getattr without its arguments");
        for (; end < tokens.size(); end++) {
            Token token = tokens.get(end);
            if (token.isSign('(') || token.isSign('[') || token.isSign('{')) depth++;
            if (token.isSign(')') || token.isSign(']') || token.isSign('}')) depth--;
            if (depth == 0) break;
        }
        Token name = at(tokens, end - 1);
        boolean plain = name.kind() == Token.Kind.STRING
                && at(tokens, end - 2).isSign(',')
                && PLAIN.matcher(name.text()).matches();
        if (!plain) throw refused(tokens.get(at), "getattr of anything but a plain name");
        if (WORD.matcher(name.text()).matches()) member(name, name.text());
    }

    private void member(Token at, String name) throws ScriptRefusal {
        if (operators.forbids(name) || (!names.isMember(name) && !operators.allowsAten(name)))
            throw refused(at, "." + name);
    }

    /** The n-th word behind a name, or nothing. */
    private static String part(List<Token> tokens, int at, int n) {
        for (int i = 0; i < n; i++) if (!at(tokens, at + 1 + 2 * i).isSign('.')) return "";
        Token token = at(tokens, at + 2 * n);
        return token.isName() ? token.text() : "";
    }

    private static int endOfPath(List<Token> tokens, int at) {
        int end = at;
        while (at(tokens, end + 1).isSign('.') && at(tokens, end + 2).isName()) end += 2;
        return end;
    }

    private static Token at(List<Token> tokens, int index) {
        return index >= 0 && index < tokens.size() ? tokens.get(index) : Token.END;
    }

    private static ScriptRefusal refused(Token at, String what) {
        return new ScriptRefusal("line " + at.line() + ": " + what + " is not allowed; a model may use the operators of"
                + " torch that compute on tensors, and its own classes");
    }
}
