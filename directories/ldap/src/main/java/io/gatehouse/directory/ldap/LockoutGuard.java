package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.ldap.LdapSettings.Lockout;
import io.gatehouse.directory.ldap.domain.LockoutPolicy;
import io.gatehouse.directory.ldap.domain.RefusedNames;
import io.gatehouse.directory.ldap.domain.ServerCount;
import io.gatehouse.directory.ldap.domain.WrongPasswords;
import io.gatehouse.directory.ldap.domain.WrongPasswords.End;
import io.gatehouse.drops.Drop;
import io.gatehouse.policy.UndecidedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps guesses from locking a user out at the servers: a password is not passed on where, with those that have been found wrong
 * before it and those that are under way, it might be the last one too many. Active Directory says itself how many there may be, and
 * how many there were, those that it was told by others too.
 */
final class LockoutGuard {
    private static final Duration POLICY_TIME = Duration.ofMinutes(5);

    /** Windows counts in 100 ns from 1601 on. */
    private static final Instant EPOCH = Instant.parse("1601-01-01T00:00:00Z");

    private static final long TICKS_PER_SECOND = 10_000_000;
    private static final String THRESHOLD = "lockoutThreshold";
    private static final String WINDOW = "lockOutObservationWindow";
    private static final String COUNT = "badPwdCount";
    private static final String TIME = "badPasswordTime";
    private static final String LOGON = "lastLogon";
    private static final String PASSWORD_SET = "pwdLastSet";

    /** So long an own count lasts at most where the servers tell theirs, so that no administrator has to wait for its end. */
    private static final Duration MOST_OWN = Duration.ofDays(1);

    private final Lockout settings;
    private final String base;
    private final InstantSource wall;
    private final LongSupplier clock;
    private final WrongPasswords wrong;
    private final RefusedNames refused;
    private volatile @Nullable Read read;

    /**
     * @param base below which users are, in a domain
     * @param wall what the times in entries are compared with
     * @param clock as {@link System#nanoTime()}
     */
    LockoutGuard(Lockout settings, String base, InstantSource wall, LongSupplier clock) {
        this.settings = settings;
        this.base = base;
        this.wall = wall;
        this.clock = clock;
        this.wrong = new WrongPasswords(clock);
        this.refused = new RefusedNames(clock);
    }

    /** The policy of a domain, and for how long it is taken. */
    private record Read(LockoutPolicy policy, long until) {}

    /** The attributes of users that it looks at. */
    List<String> attributes() {
        return settings.ofDomain() ? List.of(COUNT, TIME, LOGON, PASSWORD_SET) : List.of();
    }

    /** What holds now; null where a server has to be asked. */
    @Nullable LockoutPolicy policy() {
        if (!settings.asksDomain()) {
            return settings.policy(LockoutPolicy.NONE);
        }
        Read last = read;
        return last == null || last.until - clock.getAsLong() <= 0 ? null : settings.policy(last.policy);
    }

    /** Asks for it. */
    LockoutPolicy policy(LdapQuery query) throws LDAPException {
        SearchResultEntry domain = domain(query);
        LockoutPolicy ofDomain = domain == null
                ? LockoutPolicy.CAUTIOUS
                : LockoutPolicy.ofDomain(
                        domain.getAttributeValueAsInteger(THRESHOLD), domain.getAttributeValueAsLong(WINDOW));
        read = new Read(ofDomain, clock.getAsLong() + POLICY_TIME.toNanos());
        return settings.policy(ofDomain);
    }

    private @Nullable SearchResultEntry domain(LdapQuery query) throws LDAPException {
        try {
            return query.entry(domainOf(base), List.of(THRESHOLD, WINDOW)).stream()
                    .findFirst()
                    .orElse(null);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                return null;
            }
            throw e;
        }
    }

    /** The part of a DN that is made of domain components: {@code dc=corp,dc=example,dc=com}. */
    static String domainOf(String dn) throws LDAPException {
        RDN[] all = new DN(dn).getRDNs();
        int first = all.length;
        while (first > 0 && all[first - 1].hasAttribute("dc")) {
            first--;
        }
        return new DN(Arrays.copyOfRange(all, first, all.length)).toString();
    }

    /** Whether a password of a user of that name was not passed on a moment ago, so that nothing is asked about another one. */
    boolean isRefused(String name) {
        return refused.has(name);
    }

    /** What becomes of a password that is not passed on. */
    static UndecidedException refusal() {
        return new UndecidedException(
                Drop.FAILURE_LIMIT, "one more wrong password might lock the user out at the server: see lockout");
    }

    /**
     * A password of a user is to be tried.
     *
     * @param name of the login
     * @param counted what the server itself tells of wrong ones
     * @param isKnownGood whether the password was right some time ago
     * @return what must be told how it has ended, once
     * @throws UndecidedException when it is not to be tried
     */
    Attempt begin(String name, String dn, ServerCount counted, LockoutPolicy policy, boolean isKnownGood) {
        if (policy.attempts() == 0) {
            return end -> {};
        }
        String user = normalized(dn);
        LockoutPolicy own = settings.ofDomain() ? policy.within(MOST_OWN) : policy;
        if (isKnownGood) {
            wrong.beginAnyway(user, own);
        } else if (!wrong.begin(user, counted, own)) {
            refused.add(name);
            throw refusal();
        }
        return end -> {
            wrong.end(user, end);
            if (end == End.RIGHT) {
                refused.remove(name);
            }
        };
    }

    /** A try of a password that is under way. */
    @FunctionalInterface
    interface Attempt {
        /** It has come to its end. */
        void ended(End end);
    }

    private static String normalized(String dn) {
        try {
            return DN.normalize(dn);
        } catch (LDAPException e) {
            return dn.toLowerCase(Locale.ROOT);
        }
    }

    /** What the server tells of wrong passwords, by the entry of a user: those that still count. */
    ServerCount counted(SearchResultEntry entry, LockoutPolicy policy) {
        Integer count = entry.getAttributeValueAsInteger(COUNT);
        Optional<Instant> last = time(entry, TIME);
        boolean counts = count != null
                && last.isPresent()
                && wall.instant().isBefore(last.get().plus(policy.window()));
        Optional<Instant> right = Stream.of(LOGON, PASSWORD_SET)
                .flatMap(name -> time(entry, name).stream())
                .max(Comparator.naturalOrder());
        return new ServerCount(
                counts ? count : 0,
                right.map(time -> Duration.between(time, wall.instant())).orElse(null));
    }

    private static Optional<Instant> time(SearchResultEntry entry, String attribute) {
        Long ticks = entry.getAttributeValueAsLong(attribute);
        return Optional.ofNullable(ticks).map(number -> EPOCH.plusSeconds(number / TICKS_PER_SECOND));
    }
}
