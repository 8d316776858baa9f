package io.gatehouse.testkit;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** An HTTP server that answers with 503 to everything. */
public final class UnavailableHttp implements AutoCloseable {
    private static final int UNAVAILABLE = 503;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /** Begins to listen on a port of the loopback interface. */
    public UnavailableHttp() throws IOException {
        this(HttpServer.create(anyPort(), 0));
    }

    /** The same with TLS. */
    public UnavailableHttp(SSLContext tls) throws IOException {
        this(secure(tls));
    }

    private UnavailableHttp(HttpServer server) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(UNAVAILABLE, -1);
            exchange.close();
        });
        server.start();
    }

    private static HttpsServer secure(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
