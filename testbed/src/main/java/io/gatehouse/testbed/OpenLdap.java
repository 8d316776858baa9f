package io.gatehouse.testbed;

import io.gatehouse.testbed.pki.IssuedCertificate;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real OpenLDAP server (slapd) on 127.0.0.1, without entries, with the schemas of people and groups and {@code memberOf}. It is
 * ready when {@code start} returns, keeps its ports and entries over restarts, and ends with this JVM at the latest.
 */
public final class OpenLdap implements AutoCloseable {
    public static final String SUFFIX = "dc=example,dc=org";

    /** May do everything. */
    public static final String ADMIN = "cn=admin," + SUFFIX;

    public static final String ADMIN_PASSWORD = "adminsecret";

    private static final Pattern READY = Pattern.compile("slapd starting");
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int TRIES = 10;

    private final Path program = Tools.find(ToolSpec.SLAPD).path();
    private final ServerLog log = new ServerLog();
    private final Path folder;
    private final Path config;
    private int port;
    private int tlsPort;
    private @Nullable ServerProcess process;

    private OpenLdap(@Nullable IssuedCertificate certificate, String more) throws IOException {
        folder = Files.createTempDirectory("gatehouse-slapd-").toRealPath();
        Files.createDirectory(folder.resolve("db"));
        if (certificate != null) {
            certificate.write(folder, "server");
            GnuTlsKey.rewrite(folder.resolve("server.key"));
        }
        config = Files.writeString(folder.resolve("slapd.conf"), config(certificate != null, more));
    }

    /** Starts one that knows no TLS. */
    public static OpenLdap start() {
        return start(null, "");
    }

    /**
     * Starts one.
     *
     * @param certificate for StartTLS and {@code ldaps}; null for neither
     * @param more lines for the database's part of its configuration, such as {@code access to ...}
     */
    public static OpenLdap start(@Nullable IssuedCertificate certificate, String more) {
        try {
            OpenLdap server = new OpenLdap(certificate, more);
            server.beginOnFreePorts();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        try {
            new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where it speaks LDAP, with StartTLS if it has a certificate. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where it speaks LDAP within TLS, if it has a certificate. */
    public InetSocketAddress tlsAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), tlsPort);
    }

    /** Stops it as an operator does; {@link #begin} starts it again. */
    public void stop() {
        if (process != null) {
            process.stop(STOP_LIMIT);
            process = null;
        }
    }

    /** Starts it on the same ports with the same entries. */
    public void begin() {
        if (!tryToBegin()) {
            throw new IllegalStateException("slapd does not start" + log.tail(0));
        }
    }

    /** Lets it accept connections and answer nothing. */
    public void hang() throws IOException {
        signal("STOP");
    }

    /** Lets it go on. */
    public void wake() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        if (process != null) {
            run("kill", "-" + signal, Long.toString(process.pid()));
        }
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
        FileTree.delete(folder);
    }

    private void beginOnFreePorts() {
        for (int tries = 0; tries < TRIES; tries++) {
            port = KeptPort.free();
            tlsPort = KeptPort.free();
            if (tryToBegin()) {
                return;
            }
        }
        throw new IllegalStateException("slapd does not start" + log.tail(0));
    }

    private boolean tryToBegin() {
        long mark = log.mark();
        String listeners = "ldap://127.0.0.1:%d/".formatted(port)
                + (Files.exists(folder.resolve("server.pem")) ? " ldaps://127.0.0.1:%d/".formatted(tlsPort) : "");
        ProcessBuilder command =
                new ProcessBuilder(program.toString(), "-f", config.toString(), "-h", listeners, "-d", "256");
        process = ServerProcess.start(command, log, null);
        return log.find(READY, mark, START_LIMIT).isPresent() && accepts();
    }

    /** It says that it starts just before it listens. */
    private boolean accepts() {
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (process != null && process.isAlive() && System.nanoTime() - until < 0) {
            try (Socket socket = new Socket()) {
                socket.connect(address());
                return true;
            } catch (IOException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
        return false;
    }

    private String config(boolean tls, String more) {
        Path unpacked = program.resolveSibling("tree");
        String root = Files.isDirectory(unpacked) ? unpacked.toString() : "";
        return """
                include %1$s/etc/ldap/schema/core.schema
                include %1$s/etc/ldap/schema/cosine.schema
                include %1$s/etc/ldap/schema/inetorgperson.schema
                modulepath %1$s/usr/lib/ldap
                moduleload back_mdb
                moduleload memberof
                pidfile %2$s/slapd.pid
                %3$s
                database mdb
                suffix %4$s
                rootdn %5$s
                rootpw %6$s
                directory %2$s/db
                index objectClass,uid,member,memberOf eq
                %7$s
                overlay memberof
                """.formatted(
                root,
                folder,
                tls
                        ? "TLSCertificateFile %1$s/server.pem\nTLSCertificateKeyFile %1$s/server.key".formatted(folder)
                        : "",
                SUFFIX,
                ADMIN,
                ADMIN_PASSWORD,
                more);
    }
}
