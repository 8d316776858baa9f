package io.gatehouse.cli.process;

import io.gatehouse.logging.Logging;
import io.gatehouse.service.Service;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and Ctrl-C, which a service is meant to be stopped with: the process ends with exit code 0, after the service, if there is one
 * by then, has answered what it had taken.
 */
final class StopSignal {
    private static final Logger log = LoggerFactory.getLogger(StopSignal.class);

    private @Nullable Service service;
    private boolean received;
    private boolean startFailed;

    private StopSignal() {}

    /** Handles the signal from now on. */
    static StopSignal handle() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::end, "gatehouse-shutdown"));
        return signal;
    }

    /** This service is to be closed at the signal; false if that came before, and the process is ending without it. */
    synchronized boolean closes(Service prepared) {
        service = prepared;
        return !received;
    }

    /** The process is to end with the exit code of a failure; false if it is ending by the signal. */
    synchronized boolean startFailed() {
        startFailed = true;
        return !received;
    }

    private void end() {
        if (!receive()) {
            return;
        }
        int code = ExitCode.FAILED;
        try {
            close(running());
            code = ExitCode.OK;
        } finally {
            Logging.stop();
            Runtime.getRuntime().halt(code);
        }
    }

    private synchronized boolean receive() {
        received = true;
        return !startFailed;
    }

    private synchronized @Nullable Service running() {
        return service;
    }

    private static void close(@Nullable Service service) {
        if (service == null) {
            log.info("Stopping: the start is not finished");
        } else {
            log.info("Stopping: taking no new requests, answering those that are here");
            service.close();
        }
    }
}
