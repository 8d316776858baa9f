package io.gatehouse.load.clients.workers;

import io.gatehouse.load.clients.engine.ClientGroup;
import io.gatehouse.load.clients.engine.Counts;
import io.gatehouse.load.clients.engine.Outage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A group whose shares are in processes of their own. */
public final class ForkedClientGroup implements ClientGroup {
    private final int size;
    private final List<WorkerProcess> workers = new ArrayList<>();

    /**
     * Starts the processes, and waits until each has made its clients.
     *
     * @param size how many clients there are in all
     * @param command what starts the process of a share
     */
    public ForkedClientGroup(int size, int processes, IntFunction<List<String>> command) {
        this.size = size;
        try {
            for (int share = 0; share < processes; share++) {
                workers.add(WorkerProcess.start(command.apply(share)));
            }
            workers.forEach(WorkerProcess::awaitReady);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void start() {
        workers.forEach(WorkerProcess::begin);
    }

    @Override
    public Counts counts() {
        return workers.stream().map(WorkerProcess::counts).reduce(Counts.NONE, Counts::plus);
    }

    @Override
    public void beginOutage() {
        workers.forEach(WorkerProcess::beginOutage);
    }

    @Override
    public Outage outage() {
        return workers.stream().map(WorkerProcess::outage).reduce(Outage.none(), Outage::plus);
    }

    @Override
    public Set<Long> processes() {
        return Stream.concat(
                        Stream.of(ProcessHandle.current().pid()),
                        workers.stream().map(WorkerProcess::pid))
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        workers.forEach(WorkerProcess::close);
    }
}
