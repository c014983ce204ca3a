package io.maskstream.deploy;

/** What must not happen to a frame. */
enum Fault {
    STRANGER("came out that no camera sent, or came out twice"),
    CORRUPT_CLASSIFIED("were corrupt on purpose and have a label all the same"),
    SOUND_REJECTED("were sound and became dead letters"),
    SHED("were shed, though nothing asks for it");

    private final String text;

    Fault(String text) {
        this.text = text;
    }

    /** @param count of frames, {@code example} being one of them */
    String describe(long count, FrameKey example) {
        return count + " frames " + text + ", " + example + " for example";
    }
}
