package io.gatehouse.load.backend;

import io.gatehouse.load.options.LoadException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A backend that is kept busy without Gatehouse: what it can do. */
public final class DirectLoad {
    /** For the backend and the client library to be as warm as they are when Gatehouse is measured. */
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private DirectLoad() {}

    /**
     * How many lookups a second it answers when it is warm.
     *
     * @param sessions so many ask at a time, each one question after the other
     */
    public static double perSecond(BackendServer backend, int sessions, Duration lasting) {
        return perSecond(backend, sessions, WARM_UP, lasting);
    }

    /**
     * How many lookups a second it answers.
     *
     * @param sessions so many ask at a time, each one question after the other
     * @param warmUp so long it is asked before, uncounted
     */
    static double perSecond(BackendServer backend, int sessions, Duration warmUp, Duration lasting) {
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        List<BackendSession> open = new ArrayList<>();
        try {
            for (int i = 0; i < sessions; i++) {
                open.add(backend.connect());
            }
            // At least once each, so that all are connected.
            count(backend, open, threads, warmUp);
            return count(backend, open, threads, lasting) / (lasting.toNanos() / 1e9);
        } finally {
            open.forEach(BackendSession::close);
            threads.shutdownNow();
        }
    }

    private static double count(
            BackendServer backend, List<BackendSession> sessions, ExecutorService threads, Duration lasting) {
        long until = System.nanoTime() + lasting.toNanos();
        List<CompletableFuture<Integer>> counts = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            BackendSession session = sessions.get(i);
            int first = i * backend.users().size() / sessions.size();
            counts.add(CompletableFuture.supplyAsync(() -> count(backend, session, first, until), threads));
        }
        try {
            return counts.stream().mapToInt(CompletableFuture::join).sum();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LoadException told ? told : new LoadException("A backend failed: " + e, e);
        }
    }

    private static int count(BackendServer backend, BackendSession session, int first, long until) {
        int count = 0;
        do {
            session.ask((first + count) % backend.users().size());
            count++;
        } while (System.nanoTime() - until < 0);
        return count;
    }
}
