package io.maskstream.model.artifact;

/** A part of a TorchScript archive that is not accepted; the message says what and where in it. */
final class ScriptRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    ScriptRefusal(String message) {
        super(message);
    }
}
