package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that says everything twice, behind the proxy. */
@Timeout(30)
class FaultProxyTest {
    private ServerSocket server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve);
        thread.setDaemon(true);
        thread.start();
        proxy = FaultProxy.before(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                byte[] asked = socket.getInputStream().readNBytes(5);
                socket.getOutputStream().write(asked);
                socket.getOutputStream().write(asked);
            } catch (IOException e) {
                // the next one
            }
        }
    }

    private String ask() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(proxy.address());
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readNBytes(10), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void passesOnWhatItGets() throws IOException {
        assertThat(ask()).isEqualTo("hellohello");
    }

    @Test
    void isSlow() throws IOException {
        proxy.inject(Fault.SLOW);
        long begin = System.nanoTime();

        assertThat(ask()).isEqualTo("hellohello");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(FaultProxy.DELAY);
    }

    @Test
    void talksGarbage() throws IOException {
        proxy.inject(Fault.GARBAGE);

        assertThat(ask()).hasSize(10).isNotEqualTo("hellohello");
    }

    @Test
    void hangsAndComesBack() throws IOException {
        proxy.inject(Fault.HANGS);
        try (Socket socket = new Socket()) {
            socket.connect(proxy.address());
            socket.setSoTimeout(200);
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }

        proxy.inject(Fault.NONE);
        assertThat(ask()).isEqualTo("hellohello");
    }

    @Test
    void isDownAndComesBack() throws IOException {
        proxy.inject(Fault.DOWN);
        assertThatThrownBy(() -> assertThat(ask()).isEqualTo("hellohello"))
                .isInstanceOfAny(IOException.class, AssertionError.class);

        proxy.inject(Fault.NONE);
        assertThat(ask()).isEqualTo("hellohello");
    }

    @Test
    void endsConnectionsThatAreOpen() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(proxy.address());
            proxy.inject(Fault.DOWN);
            assertThatThrownBy(() -> {
                        if (socket.getInputStream().read() < 0) {
                            throw new IOException("ended");
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }
}
