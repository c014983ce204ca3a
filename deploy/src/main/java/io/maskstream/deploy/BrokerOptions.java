package io.maskstream.deploy;

import java.util.Map;

/**
 * How a {@link BrokerProcess} differs from the default.
 *
 * @param heapMegabytes of the child JVM
 * @param properties added to, or put in place of, the server properties
 */
public record BrokerOptions(int heapMegabytes, Map<String, String> properties) {

    public static final BrokerOptions DEFAULT = new BrokerOptions(256, Map.of());

    public BrokerOptions {
        properties = Map.copyOf(properties);
    }
}
