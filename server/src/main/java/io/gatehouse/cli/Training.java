package io.gatehouse.cli;

import io.gatehouse.admin.HttpSettings;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.files.Folders;
import io.gatehouse.logging.Logging;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.Service;
import io.gatehouse.warmup.SimulatedListener;
import io.gatehouse.warmup.SimulatedServer;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * A short life of the service: a new deployment, a start as {@code gatehouse run} does it, requests that are granted and
 * refused, a scrape, and a stop. The server that it connects to is simulated by this process.
 */
final class Training {
    private static final int REQUESTS = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long LOOK_NANOS = 5_000_000;

    /** The cheapest hash that takes the way of a real one. */
    private static final int COST = 4;

    private Training() {}

    /**
     * Runs it.
     *
     * @return how many requests were answered
     * @throws TimeoutException when the service did not come up, or did not answer, within ten seconds
     */
    static long run() throws IOException, InterruptedException, TimeoutException {
        return run(Files.createTempDirectory("gatehouse-train-"));
    }

    /** In a folder, which is deleted at the end. */
    static long run(Path dir) throws IOException, InterruptedException, TimeoutException {
        try {
            return practise(Deployment.create(dir.resolve("deployment"), DeploymentOptions.defaults()));
        } finally {
            Folders.delete(dir);
        }
    }

    private static long practise(Deployment deployment) throws IOException, InterruptedException, TimeoutException {
        Files.writeString(deployment.users(), """
                {"warmup": {"pass": "%s", "account": "APP1"}}
                """.formatted(PasswordHashing.bcrypt("warmup", COST)));
        GatehouseSettings written = settings(deployment);
        Logging.configure(written.log());
        CurveKey xkey = written.xkey();
        Nkey auth = written.issuerAccount();
        String account = (auth == null ? written.issuer().publicKey() : auth).text();
        SimulatedServer asking = new SimulatedServer(xkey == null ? null : xkey.publicKey(), account);
        try (SimulatedListener server = SimulatedListener.start(asking.id().text(), account);
                Service service = Service.start(settings(deployment, "--server", server.url()))) {
            await(service::isUp, "the service is not up");
            for (int number = 0; number < REQUESTS; number++) {
                server.deliver(asking.ask(number, "warmup", number % 2 == 0 ? "warmup" : "wrong"));
            }
            await(() -> service.counters().grants() + service.counters().denials() >= REQUESTS, "not all was answered");
            scrape(service.httpAddress());
            return server.answers();
        }
    }

    /** As the command line has them; the environment is none of its business. */
    private static GatehouseSettings settings(Deployment deployment, String... more) {
        ProcessContext process = ProcessContext.ofProcess();
        RunCommand run =
                new RunCommand(new ProcessContext(Map.of(), deployment.dir(), process.input(), process.prompt()));
        new CommandLine(run).parseArgs(words(deployment, more));
        return run.settings();
    }

    private static String[] words(Deployment deployment, String... more) {
        String[] words = new String[more.length + 4];
        String[] first = {"-c", deployment.settings().toString(), "--http", "127.0.0.1:0"};
        System.arraycopy(first, 0, words, 0, first.length);
        System.arraycopy(more, 0, words, first.length, more.length);
        return words;
    }

    private static void scrape(@Nullable HttpSettings address) throws IOException {
        if (address == null) {
            return;
        }
        try (Socket socket = new Socket(address.host(), address.port())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write("GET /metrics HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    private static void await(BooleanSupplier done, String otherwise) throws InterruptedException, TimeoutException {
        long since = System.nanoTime();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
                throw new TimeoutException(otherwise);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
