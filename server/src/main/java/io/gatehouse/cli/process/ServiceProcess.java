package io.gatehouse.cli.process;

import io.gatehouse.cli.check.IssuerWarning;
import io.gatehouse.logging.Logging;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.ReloadResult;
import io.gatehouse.service.Service;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service as a process: it runs until a signal ends it, and reads its configuration and its users again at another. */
public final class ServiceProcess {
    private static final Logger log = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /**
     * Runs until the process is told to stop; returns the exit code.
     *
     * @param environment for variables in the server's configuration, where that is known
     */
    public static int run(GatehouseSettings settings, Map<String, String> environment) {
        Logging.configure(settings.log(), settings.instance());
        IssuerWarning.of(settings, environment).ifPresent(log::warn);
        LauncherHint.text().ifPresent(log::info);
        AtomicReference<@Nullable Service> started = new AtomicReference<>();
        Hangup.handle(() -> reload(started.get()));
        Service service = Service.prepare(settings);
        CountDownLatch ended = new CountDownLatch(1);
        Thread end = new Thread(() -> end(service), "gatehouse-shutdown");
        Runtime.getRuntime().addShutdownHook(end);
        started.set(service);
        try {
            service.open();
        } catch (RuntimeException | Error e) {
            // It is closed already, and its end is no good one.
            Runtime.getRuntime().removeShutdownHook(end);
            throw e;
        }
        try {
            service.awaitUp();
            log.info(
                    "Ready {} ms after the start of the process",
                    ProcessAge.now().toMillis());
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return ExitCode.OK;
    }

    private static void reload(@Nullable Service service) {
        if (service == null) {
            log.info("SIGHUP: nothing to read again, the service is still starting");
            return;
        }
        // What becomes of it is told by the log.
        CompletableFuture<ReloadResult> unused = service.reload("SIGHUP");
    }

    /** A signal is what a service is meant to be stopped with, so it ends with 0 when it could drain. */
    private static void end(Service service) {
        int code = ExitCode.FAILED;
        try {
            log.info("Stopping: taking no new requests, answering those that are here");
            service.close();
            code = ExitCode.OK;
        } finally {
            Logging.stop();
            Runtime.getRuntime().halt(code);
        }
    }
}
