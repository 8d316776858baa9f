package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.alice;
import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.gatehouse.directory.IdentityLookup;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult.Found;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.policy.Identity;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a real OpenLDAP server tells of a user without the user's password. */
class LdapPollIT extends OpenLdapTestCase {
    private static Object asked(LdapDirectory directory, String user) {
        IdentityLookup identities = Objects.requireNonNull(directory.identityLookup());
        Lookup lookup = Objects.requireNonNull(identities.of(user));
        return outcome(lookup.start(LookupTerms.until(System.nanoTime() + Asking.TIME.toNanos()))
                .mono()
                .toFuture());
    }

    private static Identity identity(Object outcome) {
        assertThat(outcome).isInstanceOf(Found.class);
        return ((Found) outcome).identity();
    }

    @Test
    void tellsWhatALoginTells() {
        LdapDirectory directory = open(settings().withGroups(GroupMode.FILTER, 9));
        Identity login = alice(directory);
        Identity told = identity(asked(directory, "alice"));

        assertThat(told.name()).isEqualTo(login.name());
        assertThat(told.attributes()).isEqualTo(login.attributes());
        assertThat(told.groups()).isEqualTo(login.groups()).contains("everything");
    }

    @Test
    void tellsWhoIsThereAndWhoIsNot() throws Exception {
        LdapDirectory directory = open(settings());
        TestEntries.addUser(server(), "dora", 3, 2);
        assertThat(identity(asked(directory, "dora")).groups()).containsExactlyInAnyOrder("dora0", "dora1");
        try (LDAPConnection admin = TestEntries.admin(server())) {
            LDAPResult unused = admin.delete("cn=dora1," + TestEntries.GROUPS);
            assertThat(identity(asked(directory, "dora")).groups()).containsExactly("dora0");
            unused = admin.modify(
                    "uid=dora," + TestEntries.PEOPLE,
                    new Modification(ModificationType.REPLACE, "employeeType", "buyer"));
            assertThat(identity(asked(directory, "dora")).attributes().get("job"))
                    .containsExactly("buyer");
            unused = admin.delete("uid=dora," + TestEntries.PEOPLE);
        }
        assertThat(asked(directory, "dora")).isEqualTo(NotMine.NOT_MINE);
    }

    /** A base that is gone, as one that the service may not read any more, is not a directory without users. */
    @Test
    void aServerThatCannotTellSaysNothing() {
        LdapDirectory directory = open(settings().withFilter("(mail={input})"));
        assertUndecided(asked(directory, "same@example.org"), "several entries");

        LdapDirectory unknown =
                settings().withLogin(TestEntries.SERVICE, "wrong").open();
        try {
            assertUndecided(asked(unknown, "alice"));
        } finally {
            unknown.close();
        }
    }

    /** Users who read their own entries are asked for by their passwords alone. */
    @Test
    void tellsNothingWhereUsersReadTheirOwnEntries() {
        LdapDirectory directory = open(settings().withPattern("uid={input}," + TestEntries.PEOPLE));
        assertThat(directory.identityLookup()).isNull();
    }
}
