package io.gatehouse.testbed;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A real domain controller of Active Directory, Samba's, with a domain that has nobody in it yet but the administrator. It speaks LDAP
 * on an address of loopback of its own, with StartTLS and over TLS, and is ready when {@code start} returns. What is written ends with
 * it, and it ends with this JVM at the latest.
 */
public final class DomainController implements AutoCloseable {
    public static final String SUFFIX = "dc=corp,dc=example,dc=com";

    /** The end of its users' principal names. */
    public static final String DOMAIN = "corp.example.com";

    /** What its certificate is for, beside its address. */
    public static final String HOST = "dc." + DOMAIN;

    /** May do everything. */
    public static final String ADMIN = "Administrator@" + DOMAIN;

    public static final String ADMIN_PASSWORD = "Admin-secret-1";

    private static final int PORT = 389;
    private static final int TLS_PORT = 636;
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int TRIES = 10;

    private final CertificateAuthority authority = CertificateAuthority.root("Corp CA");
    private final ServerLog log = new ServerLog();
    private final Path folder;
    private final InetAddress host;
    private final ServerProcess process;

    private DomainController(Path program) throws IOException {
        folder = Files.createTempDirectory("gatehouse-samba-").toRealPath();
        host = freeAddress();
        authority.issue(CertificateRequest.of(HOST).dns(HOST).address(host)).write(folder, "dc");
        GnuTlsKey.rewrite(folder.resolve("dc.key"));
        Files.writeString(folder.resolve("ca.pem"), authority.pem());
        process = ServerProcess.start(
                new ProcessBuilder(program.toString(), host.getHostAddress(), folder.toString()), log, null);
    }

    /**
     * Starts one.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static DomainController start() {
        Path program = Tools.find(ToolSpec.SAMBA_DC).path();
        try {
            DomainController controller = new DomainController(program);
            controller.awaitReady();
            return controller;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its ports are fixed, and every address of loopback has ports of its own. */
    private static InetAddress freeAddress() throws IOException {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        IOException last = new IOException("no address of loopback is free");
        for (int tries = 0; tries < TRIES; tries++) {
            byte[] address = {
                127, (byte) random.nextInt(1, 255), (byte) random.nextInt(255), (byte) random.nextInt(1, 255)
            };
            InetAddress candidate = InetAddress.getByAddress(address);
            try (ServerSocket plain = new ServerSocket(PORT, 1, candidate);
                    ServerSocket secure = new ServerSocket(TLS_PORT, 1, candidate)) {
                if (plain.isBound() && secure.isBound()) {
                    return candidate;
                }
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    private void awaitReady() {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (!accepts(address()) || !accepts(tlsAddress())) {
            if (!process.isAlive() || System.nanoTime() - until > 0) {
                close();
                throw new IllegalStateException("The domain controller does not start" + log.tail(0));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean accepts(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it speaks LDAP, with StartTLS. */
    public InetSocketAddress address() {
        return new InetSocketAddress(host, PORT);
    }

    /** Where it speaks LDAP within TLS. */
    public InetSocketAddress tlsAddress() {
        return new InetSocketAddress(host, TLS_PORT);
    }

    /** Who has signed its certificate. */
    public CertificateAuthority authority() {
        return authority;
    }

    @Override
    public void close() {
        process.kill();
        FileTree.delete(folder);
    }
}
