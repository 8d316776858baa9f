package io.gatehouse.revocation.poll;

import io.gatehouse.revocation.poll.WatchedUser.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The users of one directory who are asked about, found by what they and their sessions are called, and by when they are due. Used by one thread. */
final class WatchList {
    /** Who are known, and as many of whom nothing is known but a session: some 300 bytes each. */
    static final int MOST = 100_000;

    private final Map<String, WatchedUser> users = new HashMap<>();
    private final Map<String, Set<WatchedUser>> sessions = new HashMap<>();
    private final PriorityQueue<Turn> turns = new PriorityQueue<>(Comparator.comparingLong(Turn::at));
    private final Random random = new Random();
    private int known;

    /** When a user was to be asked about, as it was known then. */
    private record Turn(long at, WatchedUser user) {}

    int size() {
        return users.size();
    }

    /** Whether nobody more may be known. */
    boolean isFull() {
        return known >= MOST;
    }

    /** Whether no more sessions may be remembered of which it is not known whose they are, as those of other directories' users. */
    boolean isFullOfUnknown() {
        return users.size() - known >= MOST;
    }

    @Nullable WatchedUser get(String user) {
        return users.get(user);
    }

    /** Whether it is one of these still. */
    @SuppressWarnings("ReferenceEquality") // another one of the same name is another one
    boolean has(WatchedUser user) {
        return users.get(user.user()) == user;
    }

    Collection<WatchedUser> ofSession(String session) {
        return sessions.getOrDefault(session, Set.of());
    }

    void add(WatchedUser user) {
        users.put(user.user(), user);
        index(user);
    }

    void remove(WatchedUser user) {
        users.remove(user.user());
        known -= user.state() == State.KNOWN ? 1 : 0;
        unindex(user);
    }

    /** It is known who it is. */
    void known(WatchedUser user, PollAnswer.Present present, Set<String> itsSessions, long now) {
        known += user.state() == State.KNOWN ? 0 : 1;
        unindex(user);
        user.known(present, itsSessions, now);
        index(user);
    }

    private void index(WatchedUser user) {
        user.sessions()
                .forEach(session -> sessions.computeIfAbsent(session, first -> new HashSet<>(2))
                        .add(user));
    }

    private void unindex(WatchedUser user) {
        user.sessions()
                .forEach(session -> sessions.computeIfPresent(session, (name, of) -> {
                    of.remove(user);
                    return of.isEmpty() ? null : of;
                }));
    }

    /** It is to be asked about at that time, and not when it was to be before. */
    void due(WatchedUser user, long at) {
        user.due(at);
        turns.add(new Turn(at, user));
    }

    /** Whoever is to be asked about later than in an interval is so within it. */
    void hasten(long now, long interval) {
        users.values().stream()
                .filter(user -> !user.isHeld() && user.due() - now > interval)
                .forEach(user -> due(user, now + (long) (interval * random.nextDouble())));
    }

    /** The next who is to be asked about by now; null for nobody. */
    @Nullable WatchedUser next(long now) {
        for (Turn turn = turns.peek(); turn != null && turn.at - now <= 0; turn = turns.peek()) {
            turns.remove();
            if (turn.user.due() == turn.at && has(turn.user) && !turn.user.isHeld()) {
                return turn.user;
            }
        }
        return null;
    }

    /** Forgets whom servers do not know: who is not seen in a round, and was not met since it began. */
    void removeUnseen(long round, long since) {
        List<WatchedUser> unseen = users.values().stream()
                .filter(user -> !user.isSeen(round) && !user.isMetSince(since) && !user.isHeld())
                .toList();
        unseen.forEach(this::remove);
        turns.removeIf(turn -> !has(turn.user) || turn.user.due() != turn.at);
    }

    /** How many are known. */
    int known() {
        return known;
    }

    /** When the one who was last asked about longest ago was; now where nobody is known. */
    long oldest(long now) {
        long age = users.values().stream()
                .filter(user -> user.state() == State.KNOWN)
                .mapToLong(user -> now - user.askedAt())
                .max()
                .orElse(0);
        return now - age;
    }

    /** Some of those who are known, whose sessions no other instance closes, and whom nobody is asking about, at random. */
    List<WatchedUser> sample(int most) {
        List<WatchedUser> some = new ArrayList<>(most);
        int passed = 0;
        for (WatchedUser user : users.values()) {
            if (user.state() != State.KNOWN || user.closer() != null || user.isHeld()) {
                continue;
            }
            passed++;
            if (some.size() < most) {
                some.add(user);
            } else {
                int place = random.nextInt(passed);
                if (place < most) {
                    some.set(place, user);
                }
            }
        }
        return some;
    }
}
