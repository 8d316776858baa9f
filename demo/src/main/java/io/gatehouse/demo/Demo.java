package io.gatehouse.demo;

import io.gatehouse.cli.CommandFailedException;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.logging.Logging;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.Service;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.testbed.Listener;
import io.gatehouse.testbed.NatsServer;
import io.gatehouse.testbed.NatsServerConfig;
import io.gatehouse.testbed.NatsServerException;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolMissingException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The demo, put together by hand: a new deployment, a real nats-server, the service, and clients that log in. */
final class Demo {
    private final Mode mode;
    private final boolean keep;
    private final PrintWriter out;
    private final Transcript transcript;

    private Demo(Mode mode, boolean keep, PrintWriter out) {
        this.mode = mode;
        this.keep = keep;
        this.out = out;
        this.transcript = new Transcript(out);
    }

    /** Shows real logins at a real nats-server; whether all went as it should. */
    static boolean run(Mode mode, boolean keep, PrintWriter out)
            throws IOException, InterruptedException, TimeoutException {
        Logging.configure(new LogSettings(LogSettings.Level.WARN, LogSettings.Format.TEXT));
        Path dir = Files.createTempDirectory("gatehouse-demo-");
        try {
            return new Demo(mode, keep, out).show(dir);
        } catch (ToolMissingException | NatsServerException e) {
            throw new CommandFailedException(String.valueOf(e.getMessage()), e);
        } finally {
            FileTree.delete(dir);
        }
    }

    private boolean show(Path dir) throws IOException, InterruptedException, TimeoutException {
        long begin = System.nanoTime();
        Deployment deployment = Deployment.create(
                dir.resolve("deployment"), DeploymentOptions.defaults().withMode(mode));
        out.println("A new deployment in " + mode.name().toLowerCase(Locale.ROOT) + " mode, in " + deployment.dir());
        transcript.blank();
        transcript.tell(
                "made",
                mode == Mode.OPERATOR
                        ? "operator, accounts SYS, AUTH, APP1 and APP2, keys, credentials, users.json"
                        : "accounts SYS, AUTH, APP1 and APP2, keys, passwords, users.json");
        try (NatsServer server = startServer(deployment);
                Service service = startService(deployment, server)) {
            tryLogins(deployment, server);
            transcript.tell(
                    "counted",
                    service.counters().grants() + " granted, "
                            + service.counters().denials() + " refused by Gatehouse, "
                            + service.counters().drops() + " unanswered");
            conclude(Duration.ofNanos(System.nanoTime() - begin));
            if (keep) {
                Runtime.getRuntime().addShutdownHook(new Thread(() -> FileTree.delete(dir)));
                holdOpen(deployment, server);
            }
        }
        return transcript.failed() == 0;
    }

    private NatsServer startServer(Deployment deployment) {
        NatsServer server =
                NatsServer.start(NatsServerConfig.file(deployment.serverConf()).with("-m", "-1"));
        transcript.tell("started", "nats-server " + server.binary().version() + " at " + server.url());
        return server;
    }

    private Service startService(Deployment deployment, NatsServer server) throws InterruptedException {
        long begin = System.nanoTime();
        Service service = Service.start(settings(deployment, server));
        service.awaitUp();
        transcript.tell(
                "started",
                "Gatehouse, answering after "
                        + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
        transcript.blank();
        return service;
    }

    private static GatehouseSettings settings(Deployment deployment, NatsServer server) {
        return new SettingsLoader(Map.of(), deployment.dir())
                .option("nats.url", "--server", server.url())
                .option("http.listen", "--http", "127.0.0.1:0")
                .load(deployment.settings());
    }

    private void tryLogins(Deployment deployment, NatsServer server)
            throws IOException, InterruptedException, TimeoutException {
        Map<String, String> accounts = settings(deployment, server).accounts().values().stream()
                .collect(Collectors.toMap(account -> account.id().text(), account -> account.name()));
        Connections connections = new Connections(server.url(Listener.MONITOR));
        new Logins(server.url(), sentinel(deployment), connections, accounts, transcript).tryAll();
        transcript.blank();
    }

    private void conclude(Duration took) {
        out.printf(
                "%nAll %d as they should be: %s, in %.1f s.%n",
                transcript.tried(),
                transcript.failed() == 0 ? "yes" : "no, " + transcript.failed() + " went wrong",
                took.toMillis() / 1000.0);
        out.flush();
    }

    private void holdOpen(Deployment deployment, NatsServer server) throws InterruptedException {
        String creds = sentinel(deployment) == null ? "" : " --creds " + sentinel(deployment);
        String address = server.url().replaceFirst("^nats://", "") + creds;
        out.printf(
                "%nRunning until Ctrl-C. In another terminal, try:%n"
                        + "  nats -s nats://alice:alice@%s pub orders.new hello%n"
                        + "  nats -s nats://bob:bob@%s sub 'bob.>'%n"
                        + "  edit %s, and log in again%n",
                address, address, deployment.users());
        out.flush();
        new CountDownLatch(1).await();
    }

    private @Nullable Path sentinel(Deployment deployment) {
        return mode == Mode.OPERATOR ? deployment.sentinelCreds() : null;
    }
}
