package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.poll.PollAnswer.Present;
import io.gatehouse.revocation.poll.PollRecorder.Result;
import io.gatehouse.revocation.poll.WatchedUser.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one directory about its users who have sessions, each once in an interval, spread over it. Only who was known once can be gone or
 * changed, and before a session is closed the directory is {@linkplain Verification asked again}, and {@linkplain PollBrake nothing is
 * done} where too many would have to go. Used by one thread.
 */
final class DirectoryPoll {
    private static final Logger log = LoggerFactory.getLogger(DirectoryPoll.class);

    /** Questions at a time: logins go first. */
    private static final int MOST_UNDER_WAY = 2;

    /** Users whose sessions are closed by one look, after which the next one begins. */
    private static final int MOST_SUSPECTS = 100;

    /** More than one in an interval, so that who was late can catch up. */
    private static final double RATE = 1.5;

    private static final double LEAST_RATE = 5;

    /** Intervals in which an instance that is there asks about some user. */
    private static final double SILENT = 1.25;

    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(30);
    private static final long LONGEST_GATHER = TimeUnit.SECONDS.toNanos(1);

    private final PollContext context;
    private final PollNews news;
    private final WatchList list = new WatchList();
    private final Map<WatchedUser, PollAnswer> suspects = new LinkedHashMap<>();
    private PolledUsers directory;
    private int underWay;
    private double tokens = 1;
    private long filledAt = System.nanoTime();
    private boolean gathered;
    private @Nullable Verification verification;
    private final Set<WatchedUser> held = new HashSet<>();
    private @Nullable String why;
    private long heldAt;
    private boolean stopped;
    private final RecentRevocations revoked = new RecentRevocations();

    /** @param news of users is told to other instances */
    DirectoryPoll(PolledUsers directory, PollContext context, PollNews news) {
        this.directory = directory;
        this.context = context;
        this.news = news;
    }

    WatchList list() {
        return list;
    }

    /** The name of the directory. */
    String directory() {
        return directory.directory();
    }

    /** Who is to be asked about from now on. */
    Arrivals arrivals() {
        return new Arrivals(list, directory, context);
    }

    /** Why no session is closed; null where that is not so. */
    @Nullable String held() {
        return why;
    }

    /** The directory is asked by this from now on. */
    void use(PolledUsers now) {
        directory = now;
    }

    /** Nobody is asked about any more, and what is answered from now on means nothing. */
    void stop() {
        stopped = true;
    }

    /** Each user is to be asked about within an interval, which was longer before. */
    void hasten() {
        list.hasten(System.nanoTime(), context.interval());
    }

    /** Asks about who is due. */
    void work() {
        if (stopped) {
            return;
        }
        refill();
        if (gathered && underWay == 0 && verification == null) {
            verify();
        }
        while (tokens >= 1 && underWay < MOST_UNDER_WAY && !gathered && verification == null) {
            WatchedUser user = list.next(System.nanoTime());
            if (user == null) {
                return;
            }
            tokens--;
            ask(user);
        }
    }

    private void refill() {
        long now = System.nanoTime();
        double rate = Math.max(LEAST_RATE, RATE * list.size() / context.interval() * 1e9);
        tokens = Math.min(rate, tokens + (now - filledAt) * 1e-9 * rate);
        filledAt = now;
    }

    private void ask(WatchedUser user) {
        underWay++;
        user.hold(true);
        CompletableFuture<PollAnswer> unused = directory
                .ask(user.user())
                .whenComplete((answer, error) -> context.execute(() -> {
                    underWay--;
                    user.hold(false);
                    if (!stopped && list.has(user)) {
                        answered(user, answer);
                    }
                    work();
                }));
    }

    private void answered(WatchedUser user, @Nullable PollAnswer answer) {
        if (answer == null) {
            failed(user);
            tokens = 0;
        } else if (user.state() == State.NEW) {
            met(user, answer);
        } else if (user.state() == State.KNOWN) {
            compare(user, answer);
        }
    }

    private void failed(WatchedUser user) {
        context.recorder().polled(Result.FAILED);
        long pause = Math.min(context.interval(), LONGEST_PAUSE);
        list.due(user, System.nanoTime() + PollContext.part(pause, 0.5, 1));
    }

    /** A session that nothing was known of: who is not there may be another directory's. */
    private void met(WatchedUser user, PollAnswer answer) {
        if (answer instanceof Present present) {
            context.recorder().polled(Result.SAME);
            known(user, present);
            later(user);
            news.asked(user);
        } else {
            context.recorder().polled(Result.UNKNOWN);
            user.stranger();
        }
    }

    private void compare(WatchedUser user, PollAnswer answer) {
        if (user.isGoneForOther() && answer instanceof Present present) {
            // This is somebody who was added.
            known(user, present);
        }
        if (isSame(user, answer)) {
            context.recorder().polled(Result.SAME);
            same(user);
            news.asked(user);
            return;
        }
        user.hold(true);
        if (suspects.isEmpty()) {
            gather();
        }
        suspects.put(user, answer);
    }

    private void same(WatchedUser user) {
        user.asked(System.nanoTime());
        later(user);
    }

    /** Whether nothing is to be closed: who is as is known may have a session of before. */
    private boolean isSame(WatchedUser user, PollAnswer answer) {
        return answer instanceof Present present && user.is(present) && !isLeftByOther(user);
    }

    /** Whether another instance was to close its sessions, and has not been heard since it should have. */
    private boolean isLeftByOther(WatchedUser user) {
        OtherCloser closer = user.closer();
        if (closer == null) {
            return false;
        }
        OtherInstances others = context.others();
        if (others.hasClosed(closer)) {
            user.closed();
            return false;
        }
        long patience = others.closing() + (long) (SILENT * context.interval());
        return System.nanoTime() - closer.since() >= patience;
    }

    private void gather() {
        long pause = Math.min(context.interval() / 8, LONGEST_GATHER);
        context.schedule(
                () -> {
                    gathered = true;
                    work();
                },
                Duration.ofNanos(pause));
    }

    private void later(WatchedUser user) {
        list.due(user, System.nanoTime() + context.part(0.9, 1));
    }

    private void known(WatchedUser user, Present present) {
        list.known(user, present, directory.sessionsOf(present.name()), System.nanoTime());
    }

    private void verify() {
        gathered = false;
        suspects.keySet().removeIf(user -> !list.has(user));
        List<WatchedUser> some = suspects.keySet().stream().limit(MOST_SUSPECTS).toList();
        if (some.isEmpty()) {
            return;
        }
        List<WatchedUser> others = list.sample(PollBrake.SAMPLE);
        others.forEach(user -> user.hold(true));
        Verification begun = new Verification(directory, context, some, others, this::verified);
        verification = begun;
        begun.begin();
    }

    private void verified() {
        Verification done = verification;
        if (done == null || stopped) {
            return;
        }
        verification = null;
        done.others().forEach(user -> user.hold(false));
        if (done.isComplete()) {
            judge(done);
        } else {
            release().forEach(this::failed);
        }
        work();
    }

    private void judge(Verification done) {
        Map<WatchedUser, PollAnswer> found = differing(done, done.suspects());
        Map<WatchedUser, PollAnswer> others = differing(done, done.others());
        int waiting = suspects.size() - done.suspects().size();
        int before = revoked.within(context.interval(), System.nanoTime());
        PollBrake brake = new PollBrake(
                list.known() + before,
                before + found.size() + waiting,
                done.others().size(),
                others.size());
        if (brake.holds(context.settings().get().most())) {
            hold(brake);
            List<WatchedUser> all = release();
            all.addAll(others.keySet());
            held.addAll(all);
            all.forEach(user -> {
                context.recorder().polled(Result.HELD);
                later(user);
            });
            return;
        }
        endHold();
        done.suspects().forEach(user -> {
            suspects.remove(user);
            user.hold(false);
        });
        gathered = !suspects.isEmpty();
        // Whoever is not revoked after all, by a mistake, is asked about as before.
        found.keySet().forEach(this::later);
        found.forEach(this::revoke);
        // Of these one answer was heard.
        others.keySet().forEach(user -> list.due(user, System.nanoTime()));
    }

    /** Who is not as before; the others are. */
    private Map<WatchedUser, PollAnswer> differing(Verification done, List<WatchedUser> users) {
        Map<WatchedUser, PollAnswer> differing = new LinkedHashMap<>();
        for (WatchedUser user : users) {
            PollAnswer answer = done.answer(user);
            if (!list.has(user)) {
                continue;
            }
            if (isSame(user, answer)) {
                same(user);
            } else {
                differing.put(user, answer);
            }
        }
        return differing;
    }

    /** Those who seemed gone or changed, who are asked about as others are from now on. */
    private List<WatchedUser> release() {
        List<WatchedUser> all = new ArrayList<>(suspects.keySet());
        suspects.clear();
        all.forEach(user -> user.hold(false));
        all.removeIf(user -> !list.has(user));
        return all;
    }

    private void revoke(WatchedUser user, PollAnswer answer) {
        directory.revoke(user.name(), answer instanceof Present);
        revoked.add(System.nanoTime());
        if (answer instanceof Present present) {
            context.recorder().polled(Result.CHANGED);
            known(user, present);
            user.closed();
            later(user);
            news.changed(user);
        } else {
            context.recorder().polled(Result.GONE);
            list.remove(user);
            news.gone(user);
        }
    }

    private void hold(PollBrake brake) {
        boolean isNew = why == null;
        heldAt = System.nanoTime();
        why = "of " + brake.users() + " users with sessions " + (brake.found() + brake.others())
                + " seem gone or changed at once, of " + brake.sampled() + " asked about at random " + brake.others()
                + ": their sessions are left, since the directory may have lost its users; where they are gone indeed,"
                + " raise revocation.poll_brake";
        if (isNew) {
            log.error("directory {}: {}", directory.directory(), why);
        }
    }

    private void endHold() {
        held.clear();
        if (why != null) {
            why = null;
            log.info(
                    "directory {} knows its users again, or those who are gone may be: sessions are closed as before",
                    directory.directory());
        }
    }

    /** Looks whether all who seemed gone or changed are as before, here or for another instance, or have no session any more. */
    void look() {
        held.removeIf(user -> !list.has(user) || user.askedAt() - heldAt > 0);
        if (why != null && held.isEmpty() && suspects.isEmpty()) {
            endHold();
        }
    }
}
