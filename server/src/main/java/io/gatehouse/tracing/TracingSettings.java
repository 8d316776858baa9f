package io.gatehouse.tracing;

import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.tls.HostAddress;
import io.gatehouse.tls.TlsSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which logins are traced, and who gets the traces.
 *
 * @param endpoint of a collector that takes OTLP over HTTP
 * @param headers sent with each request, as one text; null for none
 * @param ratio the part of all logins that is traced
 * @param service what the service is called in traces
 * @param attributes what else is told of the service
 * @param timeout how long the collector has for an answer
 * @param queue how many traces may wait to be sent
 * @param ca the certificates to trust; null for the JDK's trust store
 */
public record TracingSettings(
        URI endpoint,
        @Nullable Secret headers,
        double ratio,
        String service,
        List<String> attributes,
        Duration timeout,
        int queue,
        TraceCompression compression,
        @Nullable Path ca) {
    private static final String PATH = "/v1/traces";

    private static final Key<URI> ENDPOINT = Key.of("endpoint", "URL", "", TracingSettings::endpoint)
            .help(
                    "Where [traces of logins](../guides/tracing.md) are sent: a collector's URL for OTLP over HTTP, such as"
                            + " `http://127.0.0.1:4318`. A URL without a path gets `/v1/traces`. Without an endpoint nothing is traced.");
    private static final Key<Secret> HEADERS = Key.secret("headers")
            .help(
                    "Headers that the collector wants, written out: `name=value`, with commas between several. Better from the"
                            + " environment, or in a file of its own.");
    private static final Key<Secret> HEADERS_FILE = Key.secretFile("headers_file")
            .help("File whose content is these headers, in one line, such as `authorization=Bearer ...`.");
    private static final Key<Double> RATIO = Key.of("ratio", "number from 0 to 1", "0.01", TracingSettings::ratio)
            .help("The share of all logins that is traced, chosen at random when a worker takes them: 0.01 for"
                    + " one in a hundred, 1 for all.");
    private static final Key<String> SERVICE =
            Key.text("service_name", "gatehouse").help("`service.name` of the traces.");
    private static final Key<List<String>> ATTRIBUTES = Key.of(
                    "attributes", "name=value, or a list of these", "", TracingSettings::attributes)
            .help(
                    "Attributes of the resource beside `service.name`, `service.version` and `service.instance.id`, such as"
                            + " `deployment.environment.name=production`.");
    private static final Key<Duration> TIMEOUT = Key.duration("timeout", "10s", "100ms", "1m")
            .help(
                    "How long the collector may take for one request, further tries included. What it has not taken then is lost,"
                            + " and counted.");
    private static final Key<Integer> QUEUE = Key.count("queue", "2048", 16, 100_000)
            .help(
                    "How many traces may wait to be sent. What does not fit is lost, and counted. A trace takes some 5 KB of the heap, and"
                            + " 64 KB at most, if 32 questions to backends are in it.");
    private static final Key<TraceCompression> COMPRESSION =
            Key.choice("compression", TraceCompression.GZIP).help("How traces are compressed when they are sent.");
    private static final Section TLS = Section.of("tls", TlsSection.CA);

    /** Their keys. */
    public static final Section SECTION = Section.of(
            "tracing", ENDPOINT, HEADERS, HEADERS_FILE, RATIO, SERVICE, ATTRIBUTES, TIMEOUT, QUEUE, COMPRESSION, TLS);

    public TracingSettings {
        TIMEOUT.require(timeout);
        QUEUE.require(queue);
        attributes = List.copyOf(attributes);
        if (ratio < 0 || ratio > 1) {
            throw new IllegalArgumentException("ratio: " + ratio + " is not between 0 and 1");
        }
    }

    /**
     * As they are configured.
     *
     * @return null where nothing is traced
     */
    public static @Nullable TracingSettings read(Values root) {
        Values in = root.in(SECTION);
        URI endpoint = in.find(ENDPOINT);
        Secret headers = headers(in);
        double ratio = in.get(RATIO);
        String service = in.get(SERVICE);
        List<String> attributes = in.get(ATTRIBUTES, List.of());
        Duration timeout = in.get(TIMEOUT);
        int queue = in.get(QUEUE);
        TraceCompression compression = in.get(COMPRESSION);
        Path ca = in.in(TLS).find(TlsSection.CA);
        if (endpoint == null) {
            if (root.givesAnyOf(SECTION) && !in.gives(ENDPOINT)) {
                in.missing(
                        ENDPOINT,
                        "say which collector gets the traces, such as http://127.0.0.1:4318, or remove the section");
            }
            return null;
        }
        if (ca != null && !isSecure(endpoint)) {
            in.in(TLS).problem(TlsSection.CA, "is of no use where " + in.path(ENDPOINT) + " begins with http://");
        }
        return new TracingSettings(endpoint, headers, ratio, service, attributes, timeout, queue, compression, ca);
    }

    private static @Nullable Secret headers(Values in) {
        Secret headers = in.stronger(HEADERS, HEADERS_FILE);
        try {
            if (headers != null) {
                Map<String, String> unused = TraceHeaders.of(headers);
            }
            return headers;
        } catch (IllegalArgumentException e) {
            in.problem(in.find(HEADERS) == headers ? HEADERS : HEADERS_FILE, String.valueOf(e.getMessage()));
            return null;
        }
    }

    /** What can be used and is probably not meant. */
    public List<String> warnings() {
        boolean isOpen = headers != null && !isSecure(endpoint) && !isLoopback(endpoint.getHost());
        return isOpen
                ? List.of(
                        "tracing.endpoint is asked without TLS, and whoever is on the way reads the headers that the collector"
                                + " is sent: use https://")
                : List.of();
    }

    /** These settings, with what a reload takes of others. */
    public TracingSettings reloaded(@Nullable TracingSettings read) {
        return read == null
                ? this
                : new TracingSettings(
                        endpoint, read.headers, ratio, service, attributes, timeout, queue, compression, ca);
    }

    /** What is sent with each request, by its names. */
    Map<String, String> headersByName() {
        return headers == null ? Map.of() : Map.copyOf(TraceHeaders.of(headers));
    }

    /** What is told of the service beside its name, by the names of it. */
    Map<String, String> attributesByName() {
        Map<String, String> all = new LinkedHashMap<>();
        attributes.forEach(pair -> {
            int equals = pair.indexOf('=');
            all.put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip());
        });
        return all;
    }

    private static boolean isSecure(URI endpoint) {
        return "https".equalsIgnoreCase(endpoint.getScheme());
    }

    private static boolean isLoopback(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        return bare.equalsIgnoreCase("localhost")
                || (HostAddress.is(bare) && HostAddress.of(bare).isLoopbackAddress());
    }

    private static URI endpoint(Given given) {
        try {
            URI url = new URI(given.text());
            boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || isSecure(url);
            if (!isHttp
                    || url.getHost() == null
                    || url.getUserInfo() != null
                    || url.getFragment() != null
                    || url.getQuery() != null) {
                throw new IllegalArgumentException(
                        "must be http:// or https:// with a host, and without user, password and query: give a key as a header");
            }
            boolean isBare = url.getRawPath().isEmpty() || url.getRawPath().equals("/");
            return isBare ? url.resolve(PATH) : url;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
    }

    private static double ratio(Given given) {
        try {
            double ratio = Double.parseDouble(given.text().strip());
            if (ratio >= 0 && ratio <= 1) {
                return ratio;
            }
        } catch (NumberFormatException e) {
            // is told below
        }
        throw new IllegalArgumentException("'" + given.text() + "' is not a number from 0 to 1");
    }

    private static List<String> attributes(Given given) {
        given.texts().forEach(pair -> {
            if (pair.indexOf('=') < 1 || pair.indexOf('=') == pair.length() - 1) {
                throw new IllegalArgumentException("'" + pair + "' is not name=value");
            }
        });
        return given.texts();
    }
}
