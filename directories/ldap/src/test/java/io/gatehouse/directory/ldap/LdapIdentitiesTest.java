package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.SearchResultEntry;
import io.gatehouse.policy.Identity;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who somebody is by an entry. */
class LdapIdentitiesTest {
    private final LdapIdentities identities = new LdapIdentities(
            TestSettings.NAME,
            TestSettings.of(InetSocketAddress.createUnresolved("ldap.example.org", 389))
                    .settings()
                    .users());

    private Identity identity(String... jobs) {
        SearchResultEntry entry = new SearchResultEntry(
                "uid=alice,dc=example,dc=org",
                new Attribute[] {new Attribute("uid", "alice"), new Attribute("employeeType", jobs)});
        return identities.identity(entry, "alice", Set.of());
    }

    /** Servers give values in any order, and the same user in another order would seem to be changed. */
    @Test
    void theOrderOfValuesMeansNothing() {
        assertThat(identity("buyer", "seller").attributes())
                .isEqualTo(identity("seller", "buyer").attributes())
                .isEqualTo(Map.of("job", List.of("buyer", "seller")));
    }
}
