package io.gatehouse.load.clients;

import java.time.Duration;
import java.util.List;

/** Restarts the broker with a command of the user's. */
record CommandRestart(String command, Duration limit, BrokerPids where) implements BrokerControl {
    @Override
    public void restart() {
        Shell.run("--restart", command, limit);
    }

    @Override
    public List<Long> pids() {
        return where.find();
    }
}
