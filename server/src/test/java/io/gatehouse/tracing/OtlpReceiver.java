package io.gatehouse.tracing;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** Takes traces as a collector does, by OTLP over HTTP, and keeps what it was sent. */
public final class OtlpReceiver implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean hanging;
    private volatile boolean endless;

    /** Starts one on loopback. */
    public OtlpReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        http.createContext("/v1/traces", this::take);
        http.setExecutor(threads);
        http.start();
    }

    /** Its URL, without a path. */
    public String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    /** Answers with another status from now on. */
    public void answerWith(int other) {
        status = other;
    }

    /** Takes requests from now on, and answers none. */
    public void hang() {
        hanging = true;
    }

    /** Whether answers begin from now on, and do not end. */
    public void endless(boolean now) {
        endless = now;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            byte[] body = in.readAllBytes();
            boolean zipped = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            bodies.add(zipped ? new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes() : body);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            if (hanging) {
                closed.await();
            }
            if (endless) {
                exchange.sendResponseHeaders(status, 1);
                exchange.getResponseBody().flush();
                closed.await();
            }
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** How many requests came. */
    public int requests() {
        return bodies.size();
    }

    /** All bodies, byte for byte, as text. */
    public String text() {
        return bodies.stream()
                .map(body -> new String(body, StandardCharsets.ISO_8859_1))
                .collect(Collectors.joining());
    }

    /** The headers {@code Authorization} of all requests. */
    public List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    private List<ResourceSpans> resources() {
        return bodies.stream()
                .flatMap(body -> read(body).getResourceSpansList().stream())
                .toList();
    }

    private static ExportTraceServiceRequest read(byte[] body) {
        try {
            return ExportTraceServiceRequest.parseFrom(body);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the service says of itself, by the names of it. */
    public Map<String, String> resource() {
        return resources().get(0).getResource().getAttributesList().stream()
                .collect(Collectors.toMap(
                        pair -> pair.getKey(), pair -> pair.getValue().getStringValue()));
    }

    /** Every span that came. */
    public List<Span> spans() {
        return resources().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    /** The spans of the first trace whose login as a whole is so, once it has come. */
    public List<Span> trace(Predicate<Span> login) {
        await().atMost(PATIENCE).until(() -> spans().stream().anyMatch(span -> isLogin(span) && login.test(span)));
        Span first = spans().stream()
                .filter(span -> isLogin(span) && login.test(span))
                .findFirst()
                .orElseThrow();
        return spans().stream()
                .filter(span -> span.getTraceId().equals(first.getTraceId()))
                .toList();
    }

    private static boolean isLogin(Span span) {
        return span.getParentSpanId().isEmpty();
    }

    /** The attributes of a span, as text. */
    public static Map<String, String> attributes(Span span) {
        return span.getAttributesList().stream()
                .collect(Collectors.toMap(
                        pair -> pair.getKey(),
                        pair -> pair.getValue().hasIntValue()
                                ? Long.toString(pair.getValue().getIntValue())
                                : pair.getValue().getStringValue()));
    }

    /** An id in hexadecimal digits. */
    public static String hex(com.google.protobuf.ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    @Override
    public void close() {
        closed.countDown();
        http.stop(0);
        threads.shutdownNow();
    }
}
