package io.maskstream.stream.quarantine;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What parent and child say to each other, over the child's standard input and output: the parent an image (number of
 * floats, floats), the child first that it is ready, then for each image its logits (same form) or a message.
 */
final class Line {

    static final byte READY = 'R';
    static final byte LOGITS = 'L';
    static final byte MESSAGE = 'M';

    private static final int MAX_FLOATS = 1 << 28;

    private Line() {}

    static void floats(DataOutputStream to, float[] values) throws IOException {
        to.writeInt(values.length);
        for (float value : values) to.writeFloat(value);
    }

    static float[] floats(DataInputStream from) throws IOException {
        int length = from.readInt();
        if (length < 0 || length > MAX_FLOATS) throw new IOException(length + " floats are announced");
        float[] values = new float[length];
        for (int i = 0; i < length; i++) values[i] = from.readFloat();
        return values;
    }
}
