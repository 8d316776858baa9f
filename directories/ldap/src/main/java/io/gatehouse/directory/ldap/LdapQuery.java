package io.gatehouse.directory.ldap;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import com.unboundid.ldap.sdk.SearchScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Searches over one connection, each until the deadline at most. Referrals to other servers are passed over. */
record LdapQuery(LDAPConnection connection, Deadline deadline) {
    private static final Filter ANY = Filter.createPresenceFilter("objectClass");

    /** The entries below a base that a filter matches, of which there are so many at most. */
    List<SearchResultEntry> below(String base, String filter, int most, Collection<String> attributes)
            throws LDAPException {
        return below(base, Filter.create(filter), most, attributes);
    }

    /** The same with a filter that is no text. */
    List<SearchResultEntry> below(String base, Filter filter, int most, Collection<String> attributes)
            throws LDAPException {
        return whole(search(base, SearchScope.SUB, filter, most, attributes));
    }

    /** One entry. */
    List<SearchResultEntry> entry(String dn, Collection<String> attributes) throws LDAPException {
        return whole(search(dn, SearchScope.BASE, ANY, 1, attributes));
    }

    /** With all values of each attribute, where the server has given some of them only. */
    private List<SearchResultEntry> whole(List<SearchResultEntry> entries) throws LDAPException {
        List<SearchResultEntry> whole = new ArrayList<>();
        for (SearchResultEntry entry : entries) {
            whole.add(ValueRange.whole(entry, GroupSearch.MOST, this::part));
        }
        return whole;
    }

    private @Nullable SearchResultEntry part(String dn, String attribute) throws LDAPException {
        return search(dn, SearchScope.BASE, ANY, 1, List.of(attribute)).stream()
                .findFirst()
                .orElse(null);
    }

    private List<SearchResultEntry> search(
            String base, SearchScope scope, Filter filter, int most, Collection<String> attributes)
            throws LDAPException {
        long millis = deadline.leftMillis();
        Entries entries = new Entries(connection, most);
        SearchRequest request = new SearchRequest(
                entries,
                base,
                scope,
                DereferencePolicy.NEVER,
                most,
                (int) Math.max(1, TimeUnit.MILLISECONDS.toSeconds(millis)),
                false,
                filter,
                attributes.toArray(String[]::new));
        request.setFollowReferrals(false);
        request.setResponseTimeoutMillis(millis);
        try {
            SearchResult unused = connection.search(request);
        } catch (LDAPException e) {
            entries.check();
            throw e;
        }
        entries.check();
        return entries.found;
    }

    /** Those that come, and the end of the connection where more come than were asked for. */
    private static final class Entries implements SearchResultListener {
        private static final long serialVersionUID = 1;

        private final transient LDAPConnection connection;
        private final int most;
        private final transient List<SearchResultEntry> found = new ArrayList<>();
        private boolean tooMany;

        Entries(LDAPConnection connection, int most) {
            this.connection = connection;
            this.most = most;
        }

        @Override
        public void searchEntryReturned(SearchResultEntry entry) {
            if (found.size() < most) {
                found.add(entry);
            } else if (!tooMany) {
                tooMany = true;
                connection.closeWithoutUnbind();
            }
        }

        @Override
        public void searchReferenceReturned(SearchResultReference reference) {}

        void check() throws LDAPException {
            if (tooMany) {
                throw new LDAPException(ResultCode.SIZE_LIMIT_EXCEEDED);
            }
        }
    }
}
