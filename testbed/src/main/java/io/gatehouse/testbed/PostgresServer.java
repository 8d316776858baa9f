package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL server on 127.0.0.1 with an empty database cluster. The role {@code postgres} may do everything, and needs no
 * password there, nor does {@code trusted}; others need one. It is ready when {@code start} returns, keeps its port over restarts and ends with this JVM at the
 * latest. Where this JVM is root, the server is {@code nobody}, as PostgreSQL demands.
 */
public final class PostgresServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("database system is ready to accept (read.only )?connections");
    private static final Pattern PORT_TAKEN = Pattern.compile("Address already in use");
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
    private static final int NOBODY = 65_534;
    private static final int TRIES = 10;

    /** Who may log in from where, and how. */
    private static final String HBA = """
            host all postgres,trusted 127.0.0.1/32 trust
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private final Path folder;
    private final PostgresPrograms programs;
    private final List<String> settings;
    private final ServerLog log = new ServerLog();
    private int port;
    private @Nullable ServerProcess process;

    private PostgresServer(Path folder, PostgresPrograms programs, List<String> settings) {
        this.folder = folder;
        this.programs = programs;
        this.settings = List.copyOf(settings);
    }

    /** Starts one without TLS. */
    public static PostgresServer start() {
        return start(List.of(), List.of());
    }

    /** Starts one with a certificate and its private key, files in PEM. */
    public static PostgresServer startWithTls(Path certificate, Path key) {
        return start(
                List.of(certificate, key),
                List.of("ssl=on", "ssl_cert_file=" + certificate.getFileName(), "ssl_key_file=" + key.getFileName()));
    }

    private static PostgresServer start(List<Path> files, List<String> settings) {
        Path found = Tools.find(ToolSpec.POSTGRES).path();
        try {
            Path folder = Files.createTempDirectory("gatehouse-postgres-").toRealPath();
            PostgresServer server = new PostgresServer(folder, PostgresPrograms.of(found, folder), settings);
            try {
                server.initialize(files);
                server.begin();
                return server;
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder", e);
        }
    }

    /**
     * Starts a standby with all that is stored here until now, which hears of nothing that is stored later: one that lags behind for
     * good. This server is stopped meanwhile, and its connections end.
     */
    public PostgresServer standby() {
        stop();
        try {
            Path copy = Files.createTempDirectory("gatehouse-postgres-").toRealPath();
            PostgresServer standby = new PostgresServer(
                    copy, PostgresPrograms.of(Tools.find(ToolSpec.POSTGRES).path(), copy), settings);
            try {
                owned(copy);
                FileTree.copy(data(), standby.data());
                owned(Files.createFile(standby.data().resolve("standby.signal")));
                standby.begin();
                begin();
                return standby;
            } catch (IOException | RuntimeException e) {
                standby.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy " + folder, e);
        }
    }

    private Path data() {
        return folder.resolve("data");
    }

    private void initialize(List<Path> files) {
        try {
            Files.createDirectory(data());
            owned(folder);
            owned(data());
            run("initdb", "-D", data().toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "-N");
            Files.writeString(data().resolve("pg_hba.conf"), HBA);
            for (Path file : files) {
                Path copy = Files.copy(file, data().resolve(file.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
                owned(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot prepare " + folder, e);
        }
    }

    private void run(String program, String... arguments) {
        List<String> command = new ArrayList<>(command(program));
        command.addAll(List.of(arguments));
        long mark = log.mark();
        ServerProcess run = ServerProcess.start(builder(command), log, null);
        run.awaitEnd(START_LIMIT);
        if (run.exitValue() != 0) {
            throw new IllegalStateException(program + " failed" + log.tail(mark));
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        if (!programs.libraries().isEmpty()) {
            builder.environment().put("LD_LIBRARY_PATH", programs.libraries());
        }
        return builder;
    }

    private List<String> command(String program) {
        String file = programs.folder().resolve(program).toString();
        return isRoot()
                ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", file)
                : List.of(file);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static void owned(Path file) throws IOException {
        if (isRoot()) {
            Files.setAttribute(file, "unix:uid", NOBODY);
            Files.setAttribute(file, "unix:gid", NOBODY);
        }
    }

    private void begin() {
        for (int tries = 1; ; tries++) {
            long mark = log.mark();
            int asked = port == 0 ? KeptPort.free() : port;
            process = ServerProcess.start(builder(postgres(asked)), log, null);
            if (log.find(READY, mark, START_LIMIT).isPresent()) {
                port = asked;
                return;
            }
            process.kill();
            if (tries == TRIES || log.find(PORT_TAKEN, mark, Duration.ZERO).isEmpty()) {
                throw new IllegalStateException("PostgreSQL was not ready" + log.tail(mark));
            }
        }
    }

    private List<String> postgres(int asked) {
        List<String> command = new ArrayList<>(command("postgres"));
        command.addAll(List.of("-D", data().toString(), "-p", Integer.toString(asked), "-h", "127.0.0.1", "-k", ""));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        // Nothing that it stores is to outlive the machine.
        command.addAll(List.of("-c", "fsync=off", "-c", "full_page_writes=off", "-c", "log_statement=none"));
        return command;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Everything that it says, that of {@code initdb} first. */
    public ServerLog log() {
        return log;
    }

    /** Ends it at once, and its connections with it; what was stored stays. */
    public void stop() {
        ServerProcess running = process;
        if (running != null && running.isAlive()) {
            signal("INT", running.pid());
            running.awaitEnd(STOP_LIMIT);
        }
    }

    /** Stops it, and starts it again on the same port. */
    public void restart() {
        stop();
        begin();
    }

    @Override
    public void close() {
        stop();
        FileTree.delete(folder);
    }

    private static void signal(String name, long pid) {
        try {
            // The shell's own: a bare machine has no program of that name.
            Process kill =
                    new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Objects.toString(pid)).start();
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
