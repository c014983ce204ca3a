package io.maskstream.deploy;

import java.util.List;
import java.util.Map;

/**
 * How a {@link BrokerProcess} differs from the default.
 *
 * @param heapMegabytes of the child JVM
 * @param properties added to, or put in place of, the server properties; its listeners are called PLAINTEXT and CONTROLLER
 *     whatever protocol is behind the name
 * @param format arguments for the formatting of its storage, such as users that are there from the beginning
 */
public record BrokerOptions(int heapMegabytes, Map<String, String> properties, List<String> format) {

    public static final BrokerOptions DEFAULT = new BrokerOptions(256, Map.of());

    public BrokerOptions {
        properties = Map.copyOf(properties);
        format = List.copyOf(format);
    }

    public BrokerOptions(int heapMegabytes, Map<String, String> properties) {
        this(heapMegabytes, properties, List.of());
    }
}
