package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.directory.ldap.domain.AccountState;
import io.gatehouse.policy.Answer;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Asks the servers who a user is, by the searches of a login and without its password. */
record LdapPoll(LdapSettings settings, LdapMemory memory, LdapWorkers workers, String user) implements Lookup {
    @Override
    public long version() {
        return 0;
    }

    @Override
    public Kind kind() {
        return Kind.REMOTE;
    }

    @Override
    public boolean isReusable() {
        return false;
    }

    @Override
    public Answer<LookupResult> start(LookupTerms terms) {
        return new Answer.Pending<>(Mono.fromFuture(workers.submit(() -> new Deadline(terms::deadline), this::ask)));
    }

    private LookupResult ask(LdapSession session, Deadline deadline) {
        LdapEntries entries = new LdapEntries(settings, memory, user, deadline);
        Optional<SearchResultEntry> entry = entries.find(session, AccountState.ATTRIBUTES);
        if (entry.isEmpty()) {
            return NotMine.NOT_MINE;
        }
        Optional<Rejected> refusal = state(entry.get()).refusal(Instant.now());
        return refusal.isPresent() ? refusal.get() : entries.found(session, entry.get());
    }

    private static AccountState state(SearchResultEntry entry) {
        return new AccountState(
                entry.getAttributeValueAsInteger(AccountState.CONTROL),
                entry.getAttributeValueAsLong(AccountState.EXPIRES),
                entry.getAttributeValue(AccountState.LOCKED),
                entry.getAttributeValue(AccountState.LOCKED_SINCE));
    }

    /** Without the user. */
    @Override
    public String toString() {
        return "LdapPoll[" + settings.name() + "]";
    }
}
