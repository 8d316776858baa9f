package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.directory.Backend;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.IdentityLookup;
import io.gatehouse.directory.LoginPart;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.Sharing;
import io.gatehouse.directory.ldap.LdapSettings.Groups;
import io.gatehouse.policy.Answer;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.UserText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Users of an LDAP server, who log in with a name and a password that the server itself checks. It says who they are and not what
 * they may.
 */
final class LdapDirectory implements Directory {
    private static final Set<LoginPart> READS = Set.of(LoginPart.USER, LoginPart.PASSWORD);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(2);

    /** A lookup takes 5 to 20 ms, and a login may wait for a second and a half. */
    private static final int WAITING_FOR_EACH = 64;

    private static final String NO_ATTRIBUTES = "1.1";

    /** More than any password of a person, or of a program. */
    private static final int LONGEST_PASSWORD = 4_096;

    private final LdapSettings settings;
    private final HostResolver hosts;
    private final LdapWorkers workers;
    private final LdapMemory memory;

    private LdapDirectory(LdapSettings settings, HostResolver hosts) {
        this.settings = settings;
        this.memory = LdapMemory.of(settings);
        this.hosts = hosts;
        LdapConnector connector = new LdapConnector(settings.name(), settings.servers(), hosts);
        this.workers =
                new LdapWorkers(settings.name(), settings.connections(), () -> LdapSession.of(connector, settings));
    }

    /** Opens it, without a connection yet. */
    static LdapDirectory open(LdapSettings settings) {
        return open(settings, HostResolver.of(settings.name()));
    }

    /** @param hosts is closed with it */
    static LdapDirectory open(LdapSettings settings, HostResolver hosts) {
        return new LdapDirectory(settings, hosts);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return LdapDirectoryType.TYPE;
    }

    @Override
    public Set<LoginPart> reads() {
        return READS;
    }

    /** An empty password is never sent: to a server it means that there is none, and that all is well. */
    @Override
    public @Nullable Lookup lookup(AuthorizationRequest login) {
        String user = login.connect().user();
        String password = login.connect().password();
        return user == null || password == null || !isName(user) || !isPassword(password)
                ? null
                : new LdapLookup(user, password);
    }

    private static boolean isName(String user) {
        return !user.isBlank() && user.length() <= NameForm.MAX_LENGTH && UserText.isClean(user);
    }

    private static boolean isPassword(String password) {
        return !password.isEmpty()
                && password.length() <= LONGEST_PASSWORD
                && StandardCharsets.UTF_8.newEncoder().canEncode(password);
    }

    /** One lookup on each thread, and some that wait for it. */
    @Override
    public Backend backend() {
        return Backend.of(Math.min(settings.connections() * WAITING_FOR_EACH, LdapWorkers.MOST_WAITING))
                .serving(settings.connections());
    }

    /** Reads the base with the service's login, on one of the threads that look users up. */
    @Override
    public Mono<Void> probe() {
        return Mono.defer(() -> Mono.fromFuture(workers.submit(() -> Deadline.in(PROBE_LIMIT), this::readBase)))
                .then();
    }

    private boolean readBase(LdapSession session, Deadline deadline) {
        boolean areSearched = settings.users().pattern() == null;
        // Where users read their own entries, the service may have no right to read anything but what is everybody's.
        String base = areSearched || settings.login() != null ? settings.users().base() : "";
        if (look(session, base, deadline).orElse(List.of()).isEmpty()) {
            throw LdapFailure.undecided(words(base) + " does not exist, or the service may not read it: see base_dn,"
                    + " additional_users_dn and user");
        }
        Groups groups = settings.groups();
        boolean areElsewhere =
                groups.mode() == GroupMode.FILTER && !groups.base().equals(base);
        if (areSearched
                && areElsewhere
                && look(session, groups.base(), deadline).isEmpty()) {
            throw LdapFailure.undecided(words(groups.base()) + " does not exist, or the service may not see it: see"
                    + " base_dn, additional_groups_dn and user");
        }
        return true;
    }

    /** Reads an entry; empty where the server knows of none, so that it finds nothing below either. */
    private static Optional<List<SearchResultEntry>> look(LdapSession session, String base, Deadline deadline) {
        return session.service().ask("whether " + words(base) + " exists", deadline, with -> {
            try {
                return Optional.of(new LdapQuery(with, deadline).entry(base, List.of(NO_ATTRIBUTES)));
            } catch (LDAPException e) {
                if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    private static String words(String base) {
        return base.isEmpty() ? "its root entry" : base;
    }

    /** The attributes that name people are compared so. */
    @Override
    public boolean mayIgnoreSpelling() {
        return true;
    }

    /** A server tells of no change. */
    @Override
    public Sharing sharing() {
        return Sharing.TIMED;
    }

    /** By searches with the service's login; not where users read their own entries, which it may not be allowed to see. */
    @Override
    public @Nullable IdentityLookup identityLookup() {
        return settings.users().pattern() == null ? this::identity : null;
    }

    private @Nullable Lookup identity(String user) {
        return isName(user) ? new LdapPoll(settings, memory, workers, user) : null;
    }

    /** Ends the connections, in the middle of a question too. */
    @Override
    public void close() {
        workers.close();
        hosts.close();
    }

    private final class LdapLookup implements Lookup {
        private final String user;
        private final String password;

        LdapLookup(String user, String password) {
            this.user = user;
            this.password = password;
        }

        /** Always the same: what changes at the server is not known here, and counts when a cached answer has ended. */
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Kind kind() {
            return Kind.REMOTE;
        }

        @Override
        public Answer<LookupResult> start(LookupTerms terms) {
            if (!terms.isKnownGood() && memory.lockout().isRefused(user)) {
                return new Answer.Pending<>(Mono.error(LockoutGuard.refusal()));
            }
            Deadline deadline = new Deadline(terms::deadline);
            LdapLogin login = new LdapLogin(settings, memory, user, password, deadline, terms.isKnownGood());
            Mono<LookupResult> answer =
                    Mono.fromFuture(workers.submit(() -> deadline, (session, until) -> login.lookUp(session)));
            return new Answer.Pending<>(terms.asking(
                    "ldap lookup",
                    Map.of("network.protocol.name", "ldap", "gatehouse.directory", settings.name()),
                    answer));
        }
    }
}
