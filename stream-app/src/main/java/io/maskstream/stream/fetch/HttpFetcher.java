package io.maskstream.stream.fetch;

import io.maskstream.stream.fetch.CheckedResolver.PrivateAddressException;
import io.maskstream.stream.fetch.FetchException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * {@code http} and {@code https}: one GET to an allowed host, at an address that was checked. No redirects, cookies, credentials, proxies or content
 * encodings; connections are kept for the next. The JDK's own client cannot be told which address to connect to. Safe for many threads.
 */
final class HttpFetcher implements ContentFetcher {

    private static final int MAX_HEADER_LINE = 8 << 10;
    private static final int MAX_HEADERS = 100;

    private final Set<String> hosts;
    private final CloseableHttpClient client;

    private HttpFetcher(Set<String> hosts, CloseableHttpClient client) {
        this.hosts = Set.copyOf(hosts);
        this.client = client;
    }

    static HttpFetcher of(FetchSettings settings) {
        return of(settings, InetAddress::getAllByName);
    }

    static HttpFetcher of(FetchSettings settings, CheckedResolver.Names names) {
        Timeout timeout = Timeout.of(settings.limits().timeout());
        // Without bounds a header without end would fill the memory.
        Http1Config bounded = Http1Config.custom()
                .setMaxLineLength(MAX_HEADER_LINE)
                .setMaxHeaderCount(MAX_HEADERS)
                .build();
        return new HttpFetcher(
                settings.hosts(),
                HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setDnsResolver(new CheckedResolver(names, settings.privateNetworks()))
                                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                                        .http1Config(bounded)
                                        .build())
                                .setDefaultConnectionConfig(ConnectionConfig.custom()
                                        .setConnectTimeout(timeout)
                                        .setSocketTimeout(timeout)
                                        // A kept connection that the server has closed meanwhile must not cost a frame.
                                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                                        .build())
                                // An attempt that was given up may keep its connection a moment longer.
                                .setMaxConnTotal(2 * settings.threads())
                                .setMaxConnPerRoute(2 * settings.threads())
                                .build())
                        .setUserAgent("maskstream")
                        .disableRedirectHandling()
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .disableAuthCaching()
                        .disableContentCompression()
                        .build());
    }

    @Override
    public Set<String> schemes() {
        return Set.of("http", "https");
    }

    @Override
    public void fetch(ContentReference reference, FetchAttempt attempt) throws IOException {
        HttpHost host = allowed(reference.uri());
        HttpGet get = new HttpGet(reference.uri());
        Timeout left = Timeout.of(attempt.timeLeft());
        get.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(left)
                .setResponseTimeout(left)
                .build());
        attempt.onCancel(get::cancel);
        // Closed before its end, a response takes its connection with it, so that a body is never read for nothing.
        try (ClassicHttpResponse response = client.executeOpen(host, get, null)) {
            requireOk(response.getCode());
            HttpEntity entity = response.getEntity();
            if (entity == null) throw new FetchException(Kind.FAILED, "the answer has no content");
            if (entity.getContentLength() >= 0) attempt.announce(entity.getContentLength());
            InputStream body = entity.getContent();
            attempt.read(body);
        } catch (PrivateAddressException e) {
            throw new FetchException(Kind.REFUSED, String.valueOf(e.getMessage()), e);
        }
    }

    private HttpHost allowed(URI uri) throws FetchException {
        if (uri.getHost() == null) throw new FetchException(Kind.REFUSED, "names no host");
        if (uri.getRawUserInfo() != null)
            throw new FetchException(Kind.REFUSED, "must not hold a user name or password");
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String name = uri.getHost().toLowerCase(Locale.ROOT);
        int own = scheme.equals("https") ? 443 : 80;
        int port = uri.getPort() < 0 ? own : uri.getPort();
        if (!hosts.contains(name + ":" + port) && !(port == own && hosts.contains(name)))
            throw new FetchException(
                    Kind.REFUSED,
                    "the host " + name + (port == own ? "" : ":" + port) + " is not among maskstream.fetch.hosts");
        return new HttpHost(scheme, name, port);
    }

    private static void requireOk(int status) throws FetchException {
        if (status == 200) return;
        if (status >= 300 && status < 400)
            throw new FetchException(
                    Kind.REFUSED,
                    "answered with the redirect " + status
                            + "; redirects are not followed, content_ref.uri must name the" + " content itself");
        throw new FetchException(status >= 500 ? Kind.UNAVAILABLE : Kind.FAILED, "answered with status " + status);
    }

    @Override
    public void close() {
        client.close(CloseMode.IMMEDIATE);
    }
}
