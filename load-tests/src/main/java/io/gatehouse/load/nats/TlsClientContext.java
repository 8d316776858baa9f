package io.gatehouse.load.nats;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** The client's side of TLS, for connections of both kinds. The server's name is always verified. */
public final class TlsClientContext {
    private static final String VERIFY_NAME = "HTTPS";

    private final JdkSslContext context;
    private final AtomicInteger handshakes = new AtomicInteger();

    private TlsClientContext(JdkSslContext context) {
        this.context = context;
    }

    /**
     * Reads the files.
     *
     * @param ca certificates to trust (PEM); null for those of the JVM
     * @param certificate of ours (PEM), null for none; with its key
     * @throws IllegalArgumentException when one cannot be read or used
     */
    public static TlsClientContext of(@Nullable Path ca, @Nullable Path certificate, @Nullable Path key) {
        SslContextBuilder builder = SslContextBuilder.forClient().sslProvider(SslProvider.JDK);
        try {
            if (ca != null) {
                builder.trustManager(readable("--tlsca", ca).toFile());
            }
            if (certificate != null && key != null) {
                builder.keyManager(
                        readable("--tlscert", certificate).toFile(),
                        readable("--tlskey", key).toFile());
            }
            SslContext built = builder.build();
            return new TlsClientContext((JdkSslContext) built);
        } catch (SSLException e) {
            throw new IllegalArgumentException("TLS cannot be used so: " + e.getMessage(), e);
        }
    }

    private static Path readable(String option, Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(option + " " + file + " cannot be read");
        }
        return file;
    }

    /** A socket that speaks TLS over a connected one; the handshake is done. */
    Socket secure(Socket plain, String host, int port) throws IOException {
        SSLSocket socket = (SSLSocket) context.context().getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(VERIFY_NAME);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    /**
     * A handler for a connection of one client. Sessions are found again by host and port, and a client in a process of its own
     * would find none: so each connection has a port of its own there, and every handshake is a whole one.
     */
    public SslHandler handler(ByteBufAllocator allocator, String host) {
        SslHandler handler = context.newHandler(allocator, host, handshakes.getAndIncrement());
        SSLEngine engine = handler.engine();
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(VERIFY_NAME);
        engine.setSSLParameters(parameters);
        // The attempt's own timeout counts, as the libraries' does.
        handler.setHandshakeTimeoutMillis(0);
        return handler;
    }
}
