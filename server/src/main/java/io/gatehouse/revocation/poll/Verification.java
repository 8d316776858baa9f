package io.gatehouse.revocation.poll;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A second look before sessions are closed: whether the directory can answer at all, what it says of the users who seem gone or changed,
 * and of some others, one after the other. A question that fails is asked again, since logins may just need what the directory can do.
 * Used by one thread.
 */
final class Verification {
    /** So many questions in a row may fail: more of them, and the directory does. */
    private static final int MOST_FAILURES = 5;

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PolledUsers directory;
    private final PollContext context;
    private final List<WatchedUser> suspects;
    private final List<WatchedUser> others;
    private final Iterator<WatchedUser> turns;
    private final Map<WatchedUser, PollAnswer> answers = new LinkedHashMap<>();
    private final Runnable ended;
    private int failures;
    private boolean complete;

    /** @param ended is called once, on the thread of the context */
    Verification(
            PolledUsers directory,
            PollContext context,
            List<WatchedUser> suspects,
            List<WatchedUser> others,
            Runnable ended) {
        this.directory = directory;
        this.context = context;
        this.suspects = List.copyOf(suspects);
        this.others = List.copyOf(others);
        this.ended = ended;
        List<WatchedUser> all = new ArrayList<>(suspects);
        all.addAll(others);
        this.turns = all.iterator();
    }

    List<WatchedUser> suspects() {
        return suspects;
    }

    List<WatchedUser> others() {
        return others;
    }

    /** Whether each question was answered. */
    boolean isComplete() {
        return complete;
    }

    /** What was answered about a user. */
    PollAnswer answer(WatchedUser user) {
        PollAnswer answer = answers.get(user);
        if (answer == null) {
            throw new IllegalStateException("nobody was asked about this user");
        }
        return answer;
    }

    void begin() {
        CompletableFuture<Void> unused = directory
                .probe()
                .whenComplete((done, error) -> context.execute(() -> {
                    if (error == null) {
                        next();
                    } else {
                        ended.run();
                    }
                }));
    }

    private void next() {
        if (!turns.hasNext()) {
            complete = true;
            ended.run();
            return;
        }
        ask(turns.next());
    }

    private void ask(WatchedUser user) {
        CompletableFuture<PollAnswer> unused =
                directory.ask(user.user()).whenComplete((answer, error) -> context.execute(() -> take(user, answer)));
    }

    private void take(WatchedUser user, @Nullable PollAnswer answer) {
        if (answer != null) {
            failures = 0;
            answers.put(user, answer);
            next();
        } else if (++failures < MOST_FAILURES) {
            context.schedule(() -> ask(user), PAUSE);
        } else {
            ended.run();
        }
    }
}
