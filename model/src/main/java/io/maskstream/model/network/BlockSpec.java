package io.maskstream.model.network;

import java.util.List;

/**
 * One residual block of a network, as {@link NetworkSpec#blocks()} lays it out.
 *
 * @param index in the network, from 0
 * @param in channels
 * @param out channels
 * @param stride 1, or 2 to halve the map
 * @param branches of the mask convolution
 */
public record BlockSpec(int index, int in, int out, int stride, List<Branch> branches) {

    /** Prefix of the names of its parameters, without the dot. */
    public String path() {
        return "blocks." + index;
    }

    /** The shortcut is the input itself. */
    public boolean identityShortcut() {
        return stride == 1 && in == out;
    }
}
