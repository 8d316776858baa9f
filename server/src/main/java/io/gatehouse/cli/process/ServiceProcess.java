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
        StopSignal stop = StopSignal.handle();
        try {
            Service service = prepare(settings, environment);
            if (!stop.closes(service)) {
                return ExitCode.OK;
            }
            service.open();
            awaitEnd(service);
        } catch (RuntimeException | Error e) {
            if (stop.startFailed()) {
                throw e;
            }
        }
        return ExitCode.OK;
    }

    private static Service prepare(GatehouseSettings settings, Map<String, String> environment) {
        Logging.configure(settings.log(), settings.instance());
        IssuerWarning.of(settings, environment).ifPresent(log::warn);
        LauncherHint.text().ifPresent(log::info);
        AtomicReference<@Nullable Service> prepared = new AtomicReference<>();
        Hangup.handle(() -> reload(prepared.get()));
        Service service = Service.prepare(settings);
        prepared.set(service);
        return service;
    }

    private static void awaitEnd(Service service) {
        try {
            service.awaitUp();
            log.info(
                    "Ready {} ms after the start of the process",
                    ProcessAge.now().toMillis());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void reload(@Nullable Service service) {
        if (service == null) {
            log.info("SIGHUP: nothing to read again, the service is still starting");
            return;
        }
        // What becomes of it is told by the log.
        CompletableFuture<ReloadResult> unused = service.reload("SIGHUP");
    }
}
