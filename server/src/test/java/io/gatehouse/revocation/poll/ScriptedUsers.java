package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.poll.PollAnswer.Absent;
import io.gatehouse.revocation.poll.PollAnswer.Present;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A directory whose users a test adds, changes and removes, and whose failures it decides. */
final class ScriptedUsers implements PolledUsers {
    final Map<String, Long> users = new ConcurrentHashMap<>();
    final Map<String, Integer> asked = new ConcurrentHashMap<>();
    final List<String> revoked = new CopyOnWriteArrayList<>();
    /** Who cannot be seen any more, from one moment to the next. */
    volatile Predicate<String> unseen = user -> false;

    volatile boolean fails;

    /** Each question of so many fails; 0 for none. */
    volatile int failsEach;

    /** Whether answers wait for the test. */
    volatile boolean holdsAnswers;

    final List<Runnable> held = new CopyOnWriteArrayList<>();
    volatile boolean probeFails;

    /** How often it was probed, which a second look begins with. */
    final AtomicInteger probes = new AtomicInteger();

    /** So many of the next revocations fail. */
    final AtomicInteger mistakes = new AtomicInteger();

    private final AtomicInteger questions = new AtomicInteger();

    @Override
    public String directory() {
        return "staff";
    }

    @Override
    public String meaning() {
        return "1";
    }

    @Override
    public CompletableFuture<PollAnswer> ask(String user) {
        asked.merge(user, 1, Integer::sum);
        if (fails || (failsEach > 0 && questions.incrementAndGet() % failsEach == 0)) {
            return CompletableFuture.failedFuture(new IllegalStateException("down"));
        }
        Long print = unseen.test(user) ? null : users.get(user);
        PollAnswer answer = print == null ? Absent.ABSENT : new Present(user, print);
        CompletableFuture<PollAnswer> later = new CompletableFuture<>();
        if (holdsAnswers) {
            held.add(() -> later.complete(answer));
        } else {
            later.complete(answer);
        }
        return later;
    }

    @Override
    public CompletableFuture<Void> probe() {
        probes.incrementAndGet();
        return probeFails
                ? CompletableFuture.failedFuture(new IllegalStateException("the base is gone"))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public @Nullable String userOf(String session) {
        return session;
    }

    @Override
    public Set<String> sessionsOf(String name) {
        return Set.of(name);
    }

    @Override
    public void revoke(String name, boolean mayLogIn) {
        if (mistakes.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a mistake");
        }
        revoked.add(name + (mayLogIn ? " changed" : " gone"));
    }

    int asked(String user) {
        return asked.getOrDefault(user, 0);
    }
}
