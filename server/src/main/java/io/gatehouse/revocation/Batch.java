package io.gatehouse.revocation;

import io.gatehouse.policy.text.Quoted;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.Coverage;
import io.gatehouse.sessions.Sessions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Users who were revoked together, and how far that has come. Their sessions are looked for three times: at once, when answers that were
 * under way have ended, and when nats-server takes none of these any more; and then again until each server has told of its own. Used by
 * one thread.
 */
final class Batch {
    /** After so many times nothing of them can be left. */
    static final int PASSES = 3;

    /** An instance that forgets later is not waited for. */
    static final Duration MOST_LATE = Duration.ofSeconds(10);

    /** Before the first look after those three; doubled each time. */
    private static final Duration FIRST_AGAIN = Duration.ofSeconds(1);

    private static final Duration MOST_AGAIN = Duration.ofMinutes(1);

    /** An instance that was stopped, with its machine say, may forget as late as this, and is answered with one more look. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);

    /** Whoever was revoked so long ago is given up, though a server has not told. */
    static final Duration GIVEN_UP = Duration.ofMinutes(30);

    private static final int NAMED = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private final long number;
    private final List<Revoked> users;
    private final long since;
    /** When the last of them were revoked, which is later where it has taken the place of several. */
    private final long until;
    /** What the times of looks are counted from: later than they were revoked, where another instance was too late for the looks before. */
    private long lookedFrom;

    private final Set<Sessions.Place> known = new HashSet<>();
    private final Set<Sessions.Place> failing = new HashSet<>();
    private final CompletableFuture<RevocationResult> first = new CompletableFuture<>();
    private long reference;
    private long due;
    private long wait;
    private int pass;
    private int open;
    private boolean looking;
    private boolean again;
    private Duration pause = FIRST_AGAIN;
    private int closed;
    private int failed;
    private long lastNanos;
    private Coverage coverage = new Coverage(0, 0);

    /**
     * @param number which no other has
     * @param now when this instance had forgotten them: whose session began later was let in by what holds now
     */
    Batch(long number, List<Revoked> users, long now) {
        this(number, users, now, now, now, now);
    }

    private Batch(long number, List<Revoked> users, long since, long until, long now, long reference) {
        this.number = number;
        this.users = List.copyOf(users);
        this.since = since;
        this.until = until;
        this.lookedFrom = now;
        this.reference = reference;
        this.due = now;
    }

    /**
     * One that takes the place of others, and whose looks begin anew. It is as old as the first of them, and given up as late as the last.
     *
     * @param others at least one, of which none is being looked for
     * @param users all of theirs, or everybody
     */
    static Batch of(long number, List<Batch> others, List<Revoked> users, long now) {
        long reference = others.get(0).reference;
        long since = others.get(0).since;
        long until = others.get(0).until;
        for (Batch other : others) {
            reference = later(other.reference, reference);
            since = since - other.since > 0 ? other.since : since;
            until = later(other.until, until);
            boolean unused = other.first.complete(other.result());
        }
        return new Batch(number, users, since, until, now, reference);
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }

    /** Whether it is in place of users who were too many to be kept. */
    boolean isOfEverybody() {
        return users.stream().anyMatch(Revoked::isEverybody);
    }

    /** Whether other instances are told of some of them, and may answer: of marks nothing is to be forgotten. */
    boolean isToldToOthers() {
        return users.stream().anyMatch(user -> user.marks().isEmpty());
    }

    long number() {
        return number;
    }

    List<Revoked> users() {
        return users;
    }

    /** Sessions that began before this moment, in {@link System#nanoTime()}, are to be closed. */
    long reference() {
        return reference;
    }

    /**
     * Another instance has forgotten them only now: what it has answered until then is looked for as late after it.
     *
     * @return whether they are to be looked for though they were not
     */
    boolean forgottenBy(long now) {
        reference = now;
        boolean tooLate = isLastLookBegun() && now - until < REMEMBERED.toNanos();
        if (tooLate) {
            // An answer that is under way to nats-server is none of a session yet: the last look comes when it would be
            // too late.
            pass = 1;
            lookedFrom = now;
            due = now;
        } else if (!looking && pass > 0 && pass < PASSES) {
            due = afterForgetting();
        }
        return tooLate && !looking;
    }

    /** Then it is too late for it to find whom the other instance has let in. */
    private boolean isLastLookBegun() {
        return pass >= PASSES || (looking && pass == PASSES - 1);
    }

    /** Whoever can write in the system account can say that it was forgotten, and must not keep sessions from being looked for. */
    private long afterForgetting() {
        return lookedFrom + Math.min(reference - lookedFrom, MOST_LATE.toNanos()) + wait;
    }

    /** When their sessions are to be looked for. */
    long due() {
        return due;
    }

    boolean isDue(long now) {
        return isToBeLooked() && due - now <= 0;
    }

    /** Whether their sessions are still to be looked for, now or later. */
    boolean isToBeLooked() {
        return !looking && (pass < PASSES || again);
    }

    /** Whether nothing of it is under way. */
    boolean isIdle() {
        return !looking && open == 0;
    }

    void begin() {
        looking = true;
        again = false;
        failed = 0;
    }

    /** How long ago the first of them were revoked. */
    long age() {
        return System.nanoTime() - since;
    }

    /** When the last of them were revoked, in {@link System#nanoTime()}. */
    long until() {
        return until;
    }

    /** Whether all of them were revoked too long ago to be looked for still. */
    boolean isToBeGivenUp(long now) {
        return now - until > GIVEN_UP.toNanos();
    }

    /** Ends with the first pass. */
    CompletableFuture<RevocationResult> first() {
        return first;
    }

    /** Whether a session is met for the first time. */
    boolean meets(Sessions.Place place) {
        if (!known.add(place)) {
            return false;
        }
        open++;
        return true;
    }

    /**
     * A session was to be closed; one that could not be is met again.
     *
     * @return whether it could not be closed, as before
     */
    boolean closed(Sessions.Place place, Closing what) {
        open--;
        boolean failedAgain = false;
        if (what == Closing.FAILED) {
            failed++;
            known.remove(place);
            failedAgain = !failing.add(place);
        } else if (what == Closing.CLOSED) {
            closed++;
            lastNanos = age();
        }
        endFirst();
        return failedAgain;
    }

    /**
     * Their sessions were looked for.
     *
     * @param after when they are to be looked for again, from when all who are known to have forgotten them had
     */
    void looked(Coverage found, Duration after) {
        looking = false;
        coverage = found;
        pass++;
        wait = after.toNanos();
        due = afterForgetting();
        endFirst();
    }

    /** They could not be looked for: that is tried again. */
    void missed(Duration after) {
        looking = false;
        again = pass >= PASSES;
        due = System.nanoTime() + after.toNanos();
    }

    /** Their sessions are to be looked for once more, after a pause that grows. */
    void lookAgain() {
        again = true;
        due = System.nanoTime() + pause.toNanos();
        Duration longer = pause.multipliedBy(2);
        pause = longer.compareTo(MOST_AGAIN) > 0 ? MOST_AGAIN : longer;
    }

    /** How often their sessions were looked for. */
    int pass() {
        return pass;
    }

    /** Whether each look that was to be has been, and what became of each session that was found is known. */
    boolean isThrough() {
        return pass >= PASSES && isIdle() && !again;
    }

    private void endFirst() {
        if (pass >= 1 && open == 0) {
            boolean unused = first.complete(result());
        }
    }

    RevocationResult result() {
        return new RevocationResult(closed, failed, coverage.answered(), coverage.servers());
    }

    /** What became of them, for the log. */
    String words() {
        String which = directory() == null ? "" : " of directory " + directory();
        String what = closed == 0
                ? "no session was there"
                : String.format(
                        Locale.ROOT,
                        "%s closed, the last after %.0f ms",
                        closed == 1 ? "1 session" : closed + " sessions",
                        lastNanos / NANOS_PER_MILLI);
        return "revoked " + names() + which + ": " + what + whatIsMissing();
    }

    /** Whether sessions may be left. */
    boolean isIncomplete() {
        return !coverage.isWhole() || failed > 0;
    }

    private String whatIsMissing() {
        String servers = coverage.isWhole()
                ? ""
                : "; " + coverage.answered() + " of " + coverage.servers()
                        + " servers have reported their sessions: those on the others may be left";
        return failed == 0 ? servers : servers + "; " + failed + " could not be closed";
    }

    private @Nullable String directory() {
        Set<String> all = users.stream()
                .map(user -> user.directory() == null ? "" : user.directory())
                .collect(Collectors.toSet());
        String only = all.size() == 1 ? all.iterator().next() : "";
        return only.isEmpty() ? null : only;
    }

    private String names() {
        if (isOfEverybody()) {
            return "everybody, since more users had changed than are kept";
        }
        long marks = users.stream().mapToLong(user -> user.marks().size()).sum();
        if (marks == 0) {
            return named();
        }
        String certificates = marks == 1 ? "1 certificate" : marks + " certificates";
        boolean only = users.stream().noneMatch(user -> user.marks().isEmpty());
        return only ? certificates : named() + " and " + certificates;
    }

    private String named() {
        Set<String> all = users.stream()
                .filter(user -> user.marks().isEmpty())
                .map(Revoked::user)
                .collect(Collectors.toCollection(TreeSet::new));
        String some = all.stream().limit(NAMED).map(Quoted::of).collect(Collectors.joining(", "));
        if (all.size() == 1) {
            return "user " + some;
        }
        return all.size() + " users, " + some + (all.size() > NAMED ? " and others" : "");
    }
}
