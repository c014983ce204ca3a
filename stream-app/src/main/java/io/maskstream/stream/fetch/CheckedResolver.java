package io.maskstream.stream.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Addresses that may be connected to. The client connects to what this returns and asks nobody else, so that a name which means something else the next time
 * it is resolved (DNS rebinding) gains nothing. Safe for many threads.
 */
final class CheckedResolver implements DnsResolver {

    private final Names names;
    private final boolean privateNetworks;

    /** @param privateNetworks whether every address is allowed */
    CheckedResolver(Names names, boolean privateNetworks) {
        this.names = names;
        this.privateNetworks = privateNetworks;
    }

    /** The system's, but for tests. */
    interface Names {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** One of a host's addresses is not public. */
    static final class PrivateAddressException extends UnknownHostException {

        private static final long serialVersionUID = 1;

        PrivateAddressException(String host, InetAddress address) {
            super(host + " has the address " + address.getHostAddress()
                    + ", which is not public; maskstream.fetch.private.networks allows such");
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (!privateNetworks)
            for (InetAddress address : addresses)
                if (!PublicAddresses.isPublic(address)) throw new PrivateAddressException(host, address);
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
