package io.gatehouse.load.clients.scenario;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.load.options.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The callout service under load, in a process of its own that ends with us at the latest. */
final class ServiceProcess implements AutoCloseable {
    private static final long END_SECONDS = 10;
    private static final int SHOWN_LINES = 20;

    private final Process process;
    private final Path log;
    private final Thread atExit;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.atExit = new Thread(process::destroyForcibly, "scenario-kill-service");
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a service with {@code sh -c}; the command must end in an {@code exec} for its CPU to be measured. What it
     * needs to know stands in its environment: {@code NATS_URL}, {@code NATS_USER}, {@code NATS_PASSWORD_FILE}, {@code
     * ISSUER_SEED_FILE}, {@code XKEY_SEED_FILE} (missing without an xkey), {@code USERS_JSON}, {@code GATEHOUSE_CONFIG}.
     */
    static ServiceProcess start(String command, Deployment deployment, String url, Path log) {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment(deployment, url));
        Path xkey = deployment.key("xkey");
        if (Files.exists(xkey)) {
            builder.environment().put("XKEY_SEED_FILE", xkey.toString());
        }
        try {
            return new ServiceProcess(builder.start(), log);
        } catch (IOException e) {
            throw new LoadException("the service '" + command + "' cannot be started: " + e.getMessage(), e);
        }
    }

    private static Map<String, String> environment(Deployment deployment, String url) {
        return Map.of(
                "NATS_URL", url,
                "NATS_USER", "gatehouse",
                "NATS_PASSWORD_FILE",
                        deployment.dir().resolve("creds/service.password").toString(),
                "ISSUER_SEED_FILE", deployment.key("issuer").toString(),
                "USERS_JSON", deployment.users().toString(),
                "GATEHOUSE_CONFIG", deployment.settings().toString());
    }

    long pid() {
        return process.pid();
    }

    /**
     * Says so when it runs no more.
     *
     * @throws LoadException with the end of its log
     */
    void checkRuns() {
        if (!process.isAlive()) {
            throw new LoadException("the service has ended with " + process.exitValue() + ":\n" + endOfLog());
        }
    }

    String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException e) {
            return "(its log cannot be read: " + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException alreadyEnding) {
            process.destroyForcibly();
        }
    }
}
