package io.maskstream.model.artifact;

/**
 * One word or sign of TorchScript source.
 *
 * @param text a string's without its quotes, its escapes as they stand
 * @param line from 1
 * @param startsLine whether it is the first of its line
 */
record Token(Kind kind, String text, int line, boolean startsLine) {

    enum Kind {
        NAME,
        STRING,
        NUMBER,
        SIGN
    }

    static final Token END = new Token(Kind.SIGN, "", 0, false);

    boolean isName() {
        return kind == Kind.NAME;
    }

    boolean isSign(char sign) {
        return kind == Kind.SIGN && text.length() == 1 && text.charAt(0) == sign;
    }
}
