package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.BindResult;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.ldap.domain.LockoutPolicy;
import io.gatehouse.directory.ldap.domain.ServerCount;
import io.gatehouse.directory.ldap.domain.WrongPasswords.End;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One login, looked up with the connections of a thread: who it is, whether the password is right, what groups there are. */
final class LdapLogin {
    private static final String PASSWORD = "whether the password is right";
    private static final String LOCKOUT = "when users are locked out";

    private final LdapSettings settings;
    private final LdapMemory memory;
    private final LdapEntries entries;
    private final String user;
    private final String password;
    private final Deadline deadline;
    private final boolean isKnownGood;

    /** Tries of the password of which nobody knows whether they have reached the server. */
    private int lost;

    /**
     * @param user not empty
     * @param password not empty: to a server, an empty one is no password at all, and right
     * @param isKnownGood whether the password was right some time ago
     */
    LdapLogin(
            LdapSettings settings,
            LdapMemory memory,
            String user,
            String password,
            Deadline deadline,
            boolean isKnownGood) {
        if (user.isEmpty() || password.isEmpty()) {
            throw new IllegalArgumentException("a login without a name or a password is never sent to a server");
        }
        this.settings = settings;
        this.memory = memory;
        this.entries = new LdapEntries(settings, memory, user, deadline);
        this.user = user;
        this.password = password;
        this.deadline = deadline;
        this.isKnownGood = isKnownGood;
    }

    LookupResult lookUp(LdapSession session) {
        LdapTemplate pattern = settings.users().pattern();
        return pattern == null ? bySearch(session) : byPattern(session, pattern.fill(Map.of(LdapKeys.INPUT, user)));
    }

    private LookupResult bySearch(LdapSession session) {
        Optional<SearchResultEntry> entry =
                entries.find(session, memory.lockout().attributes());
        if (entry.isEmpty()) {
            return NotMine.NOT_MINE;
        }
        LockoutPolicy policy = policy(session);
        String dn = entry.get().getDN();
        ServerCount counted = memory.lockout().counted(entry.get(), policy);
        Optional<LookupResult> refusal =
                session.users().ask(PASSWORD, deadline, with -> refusal(with, dn, counted, policy));
        return refusal.orElseGet(() -> entries.found(session, entry.get()));
    }

    private LockoutPolicy policy(LdapSession session) {
        LockoutPolicy known = memory.lockout().policy();
        return known == null
                ? session.service()
                        .ask(LOCKOUT, deadline, with -> memory.lockout().policy(query(with)))
                : known;
    }

    /** All over one connection: what is read is read by the user. */
    private LookupResult byPattern(LdapSession session, String dn) {
        return session.users().ask(PASSWORD, deadline, with -> {
            Optional<LookupResult> refusal = refusal(with, dn, ServerCount.UNKNOWN, policy(session));
            if (refusal.isPresent()) {
                return refusal.get();
            }
            List<SearchResultEntry> own =
                    query(with).entry(dn, entries.attributes(memory.lockout().attributes()));
            if (own.isEmpty()) {
                throw LdapFailure.unusable("a user may not read the own entry");
            }
            return entries.found(with, own.get(0));
        });
    }

    /** Whether the server takes the password for that entry; what the answer is when it does not. */
    private Optional<LookupResult> refusal(LDAPConnection with, String dn, ServerCount counted, LockoutPolicy policy)
            throws LDAPException {
        if (dn.isEmpty()) {
            throw LdapFailure.unusable("the user's entry has no DN");
        }
        SimpleBindRequest request = new SimpleBindRequest(dn, password);
        request.setResponseTimeoutMillis(deadline.leftMillis());
        LockoutGuard.Attempt attempt = memory.lockout().begin(user, dn, counted.plus(lost), policy, isKnownGood);
        End end = End.UNDECIDED;
        try {
            BindResult unused = with.bind(request);
            end = End.RIGHT;
            return Optional.empty();
        } catch (LDAPException e) {
            end = BindRefusal.isGuess(e) ? End.WRONG : End.UNDECIDED;
            lost += LdapFailure.breaksConnection(e) ? 1 : 0;
            return Optional.of(refusal(e));
        } finally {
            attempt.ended(end);
        }
    }

    private static LookupResult refusal(LDAPException error) throws LDAPException {
        LookupResult refusal = BindRefusal.of(error);
        if (refusal != null) {
            return refusal;
        }
        if (LdapFailure.isOfOneUser(error)) {
            throw LdapFailure.unusable(
                    "a user's login has ended with " + LdapFailure.code(error) + ", which says neither yes nor no");
        }
        throw error;
    }

    private LdapQuery query(LDAPConnection connection) {
        return new LdapQuery(connection, deadline);
    }

    /** Without its secret. */
    @Override
    public String toString() {
        return "LdapLogin[" + settings.name() + "]";
    }
}
