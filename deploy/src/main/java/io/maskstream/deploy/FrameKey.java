package io.maskstream.deploy;

/** By what a frame, its result and its dead letter are recognised. */
record FrameKey(String sourceId, String frameId) {

    @Override
    public String toString() {
        return sourceId + "/" + frameId;
    }
}
