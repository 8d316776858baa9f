package io.gatehouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gatehouse.testbed.KeptPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A web service that a directory of type http asks: it knows everybody who has the password, and counts what it is asked. It can stop,
 * and come back at the same address.
 */
final class CountedWebService implements AutoCloseable {
    static final String PASSWORD = "right";

    private static final Pattern USER = Pattern.compile("\"user\":\"([^\"]*)\"");

    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> disabled = ConcurrentHashMap.newKeySet();
    private final Queue<String> traceparents = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private final int port;
    private HttpServer http;

    CountedWebService() throws IOException {
        port = KeptPort.free();
        http = listen(port);
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer next = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 100);
        next.createContext("/login", this::login);
        next.setExecutor(threads);
        next.start();
        return next;
    }

    /** Takes no connections any more, and closes those that there are. */
    void stop() {
        http.stop(0);
    }

    /** Takes connections again, after a stop. */
    void begin() throws IOException {
        http = listen(port);
    }

    String url() {
        return "http://127.0.0.1:" + port + "/login";
    }

    /** How many logins it was asked about. */
    int asked() {
        return asked.get();
    }

    /** The headers {@code traceparent} of the requests that had one. */
    List<String> traceparents() {
        return List.copyOf(traceparents);
    }

    /** Answers with another status from now on. */
    void answerWith(int other) {
        status = other;
    }

    void disable(String user) {
        disabled.add(user);
    }

    void enable(String user) {
        disabled.remove(user);
    }

    private void login(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Matcher user = USER.matcher(body);
        boolean allowed = body.contains("\"" + PASSWORD + "\"") && user.find() && !disabled.contains(user.group(1));
        asked.incrementAndGet();
        Stream.ofNullable(exchange.getRequestHeaders().getFirst("traceparent")).forEach(traceparents::add);
        byte[] answer = (allowed ? "{\"result\": \"allow\", \"account\": \"APP1\"}" : "{\"result\": \"deny\"}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }
}
