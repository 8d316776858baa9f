package io.gatehouse.cli;

import io.gatehouse.cli.EveryDirectory.Named;
import io.nats.client.Nats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Logins of the clients of several directories in turn, but for those that are about to be removed. */
final class RemoteLogins implements PacedLogins.Door {
    private final EveryDirectory directories;
    private final Stage stage;
    private final Map<Named, String> tokens;
    private final Map<Named, Integer> underWay = new EnumMap<>(Named.class);
    private final List<Named> turns = new ArrayList<>();
    private final AtomicLong succeeded = new AtomicLong();
    private int turn;

    /** @param some those whose clients need no TLS */
    RemoteLogins(EveryDirectory directories, Stage stage, List<Named> some) throws Exception {
        this.directories = directories;
        this.stage = stage;
        this.tokens = Map.of(Named.SSO, directories.token(), Named.PODS, directories.podToken());
        turns.addAll(some);
    }

    /** Nobody logs in there when this returns, until it is resumed. */
    synchronized void pause(Named directory) throws InterruptedException {
        turns.remove(directory);
        while (underWay.getOrDefault(directory, 0) > 0) {
            wait();
        }
    }

    synchronized void resume(Named directory) {
        turns.add(directory);
    }

    /** How many were let in. */
    long succeeded() {
        return succeeded.get();
    }

    private synchronized Named begin() {
        turn = (turn + 1) % turns.size();
        Named next = turns.get(turn);
        underWay.merge(next, 1, Integer::sum);
        return next;
    }

    private synchronized void end(Named directory) {
        underWay.merge(directory, -1, Integer::sum);
        notifyAll();
    }

    @Override
    public void logIn(boolean library) throws IOException, InterruptedException {
        Named directory = begin();
        try {
            logIn(directory, library);
            succeeded.incrementAndGet();
        } catch (IOException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        } finally {
            end(directory);
        }
    }

    private void logIn(Named directory, boolean library) throws IOException, InterruptedException {
        if (library) {
            Nats.connect(directories.client(stage, directory).build()).close();
            return;
        }
        String token = tokens.get(directory);
        String user = token == null ? Objects.requireNonNull(EveryDirectory.user(directory)) : "alice";
        RawClient.login(stage.server().port(), user, token == null ? EveryDirectory.PASSWORD : token)
                .close();
    }
}
