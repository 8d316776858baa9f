package io.gatehouse.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.sessions.SampleSession;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SessionQuery;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is asked for, and which sessions are to be closed. */
class SessionSearchTest {
    private static final long NOW = TimeUnit.HOURS.toNanos(1);

    private static Revoked user(String name, @Nullable String account, String... nkeys) {
        Set<String> names = Stream.concat(Stream.of(name), Stream.of(nkeys)).collect(Collectors.toSet());
        return new Revoked("staff", name, names, account, false);
    }

    private static SessionSearch search(Revoked... users) {
        return new SessionSearch(List.of(new Batch(1, List.of(users), NOW)), NOW);
    }

    private static ServerSession session(String user, String account, Duration age, String... marks) {
        return SampleSession.of(1, user, account, age, marks);
    }

    private static List<ServerSession> old(SessionSearch search, ServerSession... sessions) {
        return search.matches(List.of(sessions)).stream()
                .filter(search::isOld)
                .map(SessionSearch.Match::session)
                .toList();
    }

    @Test
    void fewUsersAreAskedForEachByNameAndAccount() {
        assertThat(search(user("alice", "APP1"), user("bob", null, "UKEY")).queries())
                .containsExactlyInAnyOrder(
                        new SessionQuery("alice", "APP1"),
                        new SessionQuery("bob", null),
                        new SessionQuery("UKEY", null));
    }

    @Test
    void ofManyUsersTheSessionsOfTheirAccountsAreGoneThrough() {
        Revoked[] many = IntStream.range(0, 100_000)
                .mapToObj(i -> user("u" + i, i % 2 == 0 ? "APP1" : "APP2"))
                .toArray(Revoked[]::new);

        assertThat(search(many).queries())
                .containsExactlyInAnyOrder(new SessionQuery(null, "APP1"), new SessionQuery(null, "APP2"));
    }

    @Test
    void ofManyUsersWhoMayBeAnywhereAllSessionsAreGoneThrough() {
        Revoked[] many = IntStream.range(0, 33)
                .mapToObj(i -> user("u" + i, i == 7 ? null : "APP1"))
                .toArray(Revoked[]::new);

        assertThat(search(many).queries()).containsExactly(SessionQuery.ALL);
    }

    @Test
    void aSessionIsClosedByNameAndAccountAlone() {
        SessionSearch search = search(user("alice", "APP1"), user("bob", null, "UKEY"));
        Duration age = Duration.ofMinutes(1);
        ServerSession alice = session("alice", "APP1", age);
        ServerSession bob = session("bob", "APP2", age);
        ServerSession key = session("UKEY", "APP1", age);

        assertThat(old(
                        search,
                        alice,
                        session("alice", "APP2", age),
                        session("Alice", "APP1", age),
                        session("", "APP1", age),
                        bob,
                        key))
                .containsExactly(alice, bob, key);
    }

    @Test
    void aSessionThatBeganAfterItsUserWasForgottenIsLeft() {
        Batch batch = new Batch(1, List.of(user("alice", null)), NOW);
        long asked = NOW + TimeUnit.SECONDS.toNanos(2);
        SessionSearch search = new SessionSearch(List.of(batch), asked);
        ServerSession before = session("alice", "APP1", Duration.ofMillis(2_001));
        ServerSession after = session("alice", "APP1", Duration.ofMillis(1_999));

        assertThat(old(search, before, after)).containsExactly(before);

        // Another instance has forgotten the user only then, and may have let it in before.
        batch.forgottenBy(NOW + TimeUnit.MILLISECONDS.toNanos(5));
        assertThat(old(search, before, after)).containsExactly(before, after);
    }

    /** Nobody knows whose they are, nor in which accounts. */
    @Test
    void sessionsThatAreMarkedAreLookedForAmongAll() {
        Revoked marked = Revoked.marked("devices", Set.of("crl:1", "crl:2"), none -> false);
        SessionSearch search = search(marked, user("alice", "APP1"));
        Duration age = Duration.ofMinutes(1);
        ServerSession leaf = session("pump", "APP1", age, "crl:1");
        ServerSession ofAuthority = session("valve", "APP2", age, "crl:3", "crl:2");
        ServerSession alice = session("alice", "APP1", age);

        assertThat(search.queries()).containsExactly(SessionQuery.ALL);
        assertThat(old(
                        search,
                        leaf,
                        ofAuthority,
                        alice,
                        session("pump", "APP1", age),
                        session("", "APP1", age, "crl:3")))
                .containsExactly(leaf, ofAuthority, alice);
        assertThat(marked.isEverybody()).isFalse();
        assertThat(Revoked.byDirectory(List.of(marked))).as("to be forgotten").isEmpty();
    }

    @Test
    void ofEverybodyTheSessionsOfTheirAccountsAreClosed() {
        Revoked[] users = {user("alice", "APP1"), user("bob", "APP2")};
        SessionSearch search = search(Everybody.like(List.of(users)).toArray(Revoked[]::new));
        Duration age = Duration.ofMinutes(1);
        ServerSession any = session("carl", "APP2", age);

        assertThat(search.queries())
                .containsExactlyInAnyOrder(new SessionQuery(null, "APP1"), new SessionQuery(null, "APP2"));
        assertThat(old(search, any, session("carl", "APP3", age), session("sys", "SYS", age)))
                .containsExactly(any);
    }

    /** The connection by which sessions are closed is one of another account. */
    @Test
    void ofEverybodyWhoMayBeAnywhereOnlyPlacesOfUsersAreLookedAt() {
        Predicate<String> outside = account -> account.equals("SYS") || account.equals("AUTH");
        Revoked alice = new Revoked("staff", "alice", Set.of("alice"), null, false, none -> false, outside);
        SessionSearch search = search(Everybody.like(List.of(alice)).toArray(Revoked[]::new));
        Duration age = Duration.ofMinutes(1);
        ServerSession any = session("carl", "APP2", age);

        assertThat(search.queries()).containsExactly(SessionQuery.ALL);
        assertThat(old(search, any, session("sys", "SYS", age), session("gatehouse", "AUTH", age)))
                .containsExactly(any);
    }
}
