package io.gatehouse.cli;

import io.gatehouse.config.GatehouseSettings;

/** The service, put together by hand. */
final class Service {
    private Service() {}

    /** Runs until the process is told to stop; returns the exit code. */
    static int run(GatehouseSettings settings) {
        throw new UnsupportedOperationException("not built: " + settings.nats().name());
    }
}
