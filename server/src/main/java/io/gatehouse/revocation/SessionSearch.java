package io.gatehouse.revocation;

import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SessionQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for the sessions of several batches at a time. Immutable but for the batches, which it only hands over. */
final class SessionSearch {
    /** So many questions are asked each by itself; instead of more, all sessions are gone through. */
    private static final int MOST_QUERIES = 32;

    private final List<Batch> batches;
    private final Map<String, List<Wanted>> names = new HashMap<>();
    private final Map<String, List<Wanted>> marks = new HashMap<>();
    private final List<Wanted> everybody = new ArrayList<>();
    private final long asked;

    /** @param asked when servers are asked, in {@link System#nanoTime()} */
    SessionSearch(List<Batch> batches, long asked) {
        this.batches = List.copyOf(batches);
        this.asked = asked;
        for (Batch batch : batches) {
            for (Revoked user : batch.users()) {
                Wanted wanted = new Wanted(batch, user);
                if (user.isEverybody()) {
                    everybody.add(wanted);
                }
                put(names, user.names(), wanted);
                put(marks, user.marks(), wanted);
            }
        }
    }

    private static void put(Map<String, List<Wanted>> by, Set<String> keys, Wanted wanted) {
        keys.forEach(
                key -> by.computeIfAbsent(key, unused -> new ArrayList<>(1)).add(wanted));
    }

    /** A user of a batch. */
    record Wanted(Batch batch, Revoked user) {}

    /** A session that is one of a user's. */
    record Match(ServerSession session, Wanted wanted) {}

    List<Batch> batches() {
        return batches;
    }

    /** What to ask for: few names each by itself, of many all that their accounts have. */
    List<SessionQuery> queries() {
        if (!marks.isEmpty()) {
            // No server looks for tags.
            return List.of(SessionQuery.ALL);
        }
        Set<SessionQuery> single = new LinkedHashSet<>();
        Set<@Nullable String> accounts = new LinkedHashSet<>();
        everybody.forEach(wanted -> accounts.add(wanted.user.account()));
        names.forEach((name, wanted) -> {
            boolean anywhere = wanted.stream().anyMatch(one -> one.user.account() == null);
            if (anywhere) {
                accounts.add(null);
                single.add(new SessionQuery(name, null));
            } else {
                wanted.forEach(one -> {
                    accounts.add(one.user.account());
                    single.add(new SessionQuery(name, one.user.account()));
                });
            }
        });
        if (everybody.isEmpty() && single.size() <= MOST_QUERIES) {
            return List.copyOf(single);
        }
        return accounts.size() > MOST_QUERIES || accounts.contains(null)
                ? List.of(SessionQuery.ALL)
                : accounts.stream()
                        .map(account -> new SessionQuery(null, account))
                        .toList();
    }

    /** Those of some sessions that are to be closed: the ones that began, or may have begun, before their users were forgotten. */
    List<Match> matches(List<ServerSession> some) {
        List<Match> matches = new ArrayList<>();
        for (ServerSession session : some) {
            add(matches, session, names.getOrDefault(session.user(), List.of()));
            session.marks().forEach(mark -> add(matches, session, marks.getOrDefault(mark, List.of())));
            add(matches, session, everybody);
        }
        return matches;
    }

    private static void add(List<Match> matches, ServerSession session, List<Wanted> users) {
        for (Wanted wanted : users) {
            if (wanted.user.isIn(session)) {
                matches.add(new Match(session, wanted));
            }
        }
    }

    /** Whether a session began before everybody had forgotten its user; to be asked on the thread of the batches. */
    boolean isOld(Match match) {
        long began = asked - match.session.age().toNanos();
        return began - match.wanted.batch.reference() < 0;
    }
}
