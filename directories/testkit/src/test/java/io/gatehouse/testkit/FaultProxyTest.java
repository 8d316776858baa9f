package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
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
            try {
                Socket accepted = server.accept();
                Thread thread = new Thread(() -> answer(accepted));
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // the next one
            }
        }
    }

    private static void answer(Socket accepted) {
        try (accepted) {
            byte[] asked = accepted.getInputStream().readNBytes(5);
            accepted.getOutputStream().write(asked);
            accepted.getOutputStream().write(asked);
        } catch (IOException e) {
            // the client has gone
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
    void refusesConnectionsAndComesBackAtTheSamePort() throws IOException {
        proxy.inject(Fault.REFUSED);
        assertThatThrownBy(this::ask).isInstanceOf(ConnectException.class);

        proxy.inject(Fault.NONE);
        assertThat(ask()).isEqualTo("hellohello");
    }

    @Test
    void isAMachineThatIsNotThere() throws IOException {
        proxy.inject(Fault.UNREACHABLE);
        try (Socket socket = new Socket()) {
            assertThatThrownBy(() -> socket.connect(proxy.address(), 300)).isInstanceOf(SocketTimeoutException.class);
        }

        proxy.inject(Fault.NONE);
        assertThat(ask()).isEqualTo("hellohello");
    }

    @Test
    void forgetsConnectionsThatAreOpenAndPassesNewOnesOn() throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(proxy.address());
            await().until(() -> proxy.connections() == 1);
            proxy.inject(Fault.HALF_OPEN);
            socket.setSoTimeout(200);
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(ask()).isEqualTo("hellohello");
        }
    }

    @Test
    void breaksSomeAnswersOffInTheMiddle() {
        proxy.inject(Fault.RESETS);
        await().until(() -> {
            try {
                return !ask().equals("hellohello");
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void leadsElsewhereAndBack() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            proxy.divert(new InetSocketAddress(other.getInetAddress(), other.getLocalPort()));
            try (Socket socket = new Socket()) {
                socket.connect(proxy.address());
                other.accept().close();
            }
        }
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
