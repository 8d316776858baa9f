package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.FileTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real nats-server on 127.0.0.1, on ports that were free. It is ready when {@code start} returns, keeps its
 * ports over restarts and ends with this JVM at the latest. Not for several threads at once, except for its log.
 */
public final class NatsServer implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("Server is ready$");
    private static final Pattern PORT_TAKEN = Pattern.compile("address already in use");
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration LISTENER_LIMIT = Duration.ofSeconds(5);
    private static final int START_TRIES = 30;
    private static final Duration START_PAUSE = Duration.ofMillis(100);

    private final NatsServerBinary binary;
    private final NatsServerConfig config;
    private final Path folder;
    private final ServerLog log = new ServerLog();
    private final Listeners listeners = new Listeners(log);
    private long lifeMark;
    private @Nullable ServerProcess process;

    private NatsServer(NatsServerBinary binary, NatsServerConfig config) {
        this.binary = binary;
        this.config = config;
        this.folder = temporaryFolder();
    }

    /** Starts one with a configuration text; see {@link NatsServerConfig} for its placeholders. */
    public static NatsServer start(String configText) {
        return start(NatsServerConfig.text(configText));
    }

    /** Starts one with a configuration file, run from the file's folder. */
    public static NatsServer start(Path configFile) {
        return start(NatsServerConfig.file(configFile));
    }

    /**
     * Starts one and returns when it is ready.
     *
     * @throws NatsServerException if it does not start; the message shows the end of its log
     * @throws io.gatehouse.testbed.tools.ToolMissingException if there is no nats-server and none can be had
     */
    public static NatsServer start(NatsServerConfig config) {
        return start(NatsServerBinary.find(), config);
    }

    /**
     * Starts one of a given program.
     *
     * @throws NatsServerException if it does not start; the message shows the end of its log
     */
    public static NatsServer start(NatsServerBinary binary, NatsServerConfig config) {
        NatsServer server = new NatsServer(binary, config);
        try {
            server.beginOnFreePorts();
            return server;
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The address for clients: {@code nats://127.0.0.1:port}. */
    public String url() {
        return url(Listener.CLIENT);
    }

    public String url(Listener listener) {
        return listener.url(port(listener));
    }

    public int port() {
        return port(Listener.CLIENT);
    }

    /**
     * The port that the server listens on.
     *
     * @throws NatsServerException if the configuration has no such listener
     */
    public int port(Listener listener) {
        OptionalInt known = listeners.known(listener);
        return known.isPresent()
                ? known.getAsInt()
                : listeners
                        .await(listener, lifeMark, LISTENER_LIMIT)
                        .orElseThrow(() -> new NatsServerException(
                                "This nats-server does not listen for " + listener + log.tail(lifeMark)));
    }

    public ServerLog log() {
        return log;
    }

    /** Everything the server has printed; gone when it is closed. */
    public Path logFile() {
        return folder.resolve("nats-server.log");
    }

    /** The folder that stands for {@code ${dir}}; gone when the server is closed. */
    public Path folder() {
        return folder;
    }

    public NatsServerBinary binary() {
        return binary;
    }

    public long pid() {
        return running().pid();
    }

    public boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** The processor time that the process has used since it was started; zero once it has ended. */
    public Duration cpuTime() {
        return running().cpuTime();
    }

    /** SIGTERM: the server closes its connections and ends. Nothing happens if it has ended. */
    public void stop() {
        end(life -> life.stop(STOP_LIMIT));
    }

    /** SIGKILL: it ends without a word to its clients. Nothing happens if it has ended. */
    public void kill() {
        end(ServerProcess::kill);
    }

    /** SIGSTOP: it does nothing, and its connections stay, until {@link #resume}. */
    public void suspend() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Stops the server if it runs, and starts it again on the same ports with the same files. */
    public void restart() {
        stop();
        beginOnFreePorts();
    }

    /**
     * SIGHUP: the server reads its configuration again; returns when it has.
     *
     * @throws NatsServerException if it refuses the new configuration
     */
    public void reload() {
        long mark = log.mark();
        signal("HUP");
        String answer = log.awaitAfter(mark, "Reloaded server configuration|Failed to reload");
        if (answer.contains("Failed to reload")) {
            throw new NatsServerException("nats-server keeps its configuration" + log.tail(mark));
        }
    }

    /** SIGUSR2: the server asks its clients to go elsewhere, drops them one by one and ends. */
    public void lameDuck() {
        signal("USR2");
    }

    @Override
    public void close() {
        kill();
        FileTree.delete(folder);
    }

    private void end(Consumer<ServerProcess> ending) {
        if (process != null) {
            listeners.keepKnown(lifeMark);
            ending.accept(process);
        }
    }

    private void beginOnFreePorts() {
        for (int attempt = 1; ; attempt++) {
            try {
                begin();
                return;
            } catch (NatsServerException e) {
                if (attempt == START_TRIES || !portWasTaken()) {
                    throw e;
                }
                listeners.proposeOthers();
                pause();
            }
        }
    }

    private void begin() {
        lifeMark = log.mark();
        Path file = configFile();
        Path runIn = Objects.requireNonNullElse(file.getParent(), folder);
        process = ServerProcess.start(new ProcessBuilder(command(file)).directory(runIn.toFile()), log, logFile());
        if (log.find(READY, lifeMark, START_LIMIT).isEmpty()) {
            boolean ended = log.hasEnded();
            process.kill();
            throw new NatsServerException("nats-server " + binary.version()
                    + (ended ? " ended at its start" : " was not ready within " + START_LIMIT.toSeconds() + " s")
                    + log.tail(lifeMark));
        }
        listeners.keepKnown(lifeMark);
    }

    private List<String> command(Path file) {
        List<String> command = new ArrayList<>(List.of(binary.path().toString(), "-c", file.toString()));
        command.addAll(List.of("-a", "127.0.0.1", "-p", Integer.toString(listeners.toAskFor(Listener.CLIENT))));
        command.addAll(config.arguments());
        return command;
    }

    private Path configFile() {
        if (config.file() != null) {
            return config.file();
        }
        String text = Objects.requireNonNull(config.text()).replace("${dir}", folder.toString());
        try {
            return Files.writeString(folder.resolve("server.conf"), listeners.fill(text));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the configuration into " + folder, e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("gatehouse-nats-").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create a temporary folder", e);
        }
    }

    /** Another process may have taken a port that was free, or hold the one of an earlier start for a while. */
    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(START_PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a nats-server was restarted", e);
        }
    }

    private boolean portWasTaken() {
        return log.find(PORT_TAKEN, lifeMark, Duration.ZERO).isPresent();
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException("The server was never started");
        }
        return process;
    }

    private void signal(String name) {
        try {
            // The shell's own: a bare machine has no program of that name.
            new ProcessBuilder("sh", "-c", "kill -s \"$1\" \"$2\"", "sh", name, Long.toString(pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send SIG" + name + " to nats-server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
