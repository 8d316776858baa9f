package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.assertUndecided;
import static io.gatehouse.directory.ldap.Asking.identity;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.ldap.domain.SecurityIdentifier;
import io.gatehouse.policy.DenyReason;
import io.gatehouse.policy.Identity;
import io.gatehouse.testbed.DomainController;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users and groups of a real domain controller of Active Directory, with what is the default for it. */
@NeedsTool({"samba-dc", "openssl"})
@Tag("full")
class ActiveDirectoryIT {
    @TempDir
    private static Path folder;

    private static DomainController controller;
    private static CorpEntries entries;

    private @Nullable LdapDirectory opened;

    @BeforeAll
    static void start() throws Exception {
        controller = DomainController.start();
        entries = CorpEntries.of(controller);
        entries.addAll();
    }

    @AfterAll
    static void stop() {
        entries.close();
        controller.close();
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private static CorpSettings settings() throws Exception {
        return CorpSettings.of(controller, folder);
    }

    private LdapDirectory open(CorpSettings settings) {
        LdapDirectory directory = settings.open();
        opened = directory;
        return directory;
    }

    private Identity alice(CorpSettings settings) {
        return identity(open(settings), "alice", CorpEntries.PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "alice.adams@corp.example.com"})
    void knowsUsersByEitherOfTheirNames(String name) throws Exception {
        assertThat(identity(open(settings()), name, CorpEntries.PASSWORD).name())
                .isEqualTo("Alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "*", "alice)(|(cn=*", "CORP\\alice", "gatehouse$", "krbtgt$", "\ud800"})
    void knowsNobodyElse(String name) throws Exception {
        assertThat(outcome(open(settings()), name, CorpEntries.PASSWORD)).isEqualTo(NotMine.NOT_MINE);
    }

    @Test
    void tellsGroupsOfGroupsAndOfThePrimaryGroup() throws Exception {
        assertThat(alice(settings()).groups())
                .containsExactlyInAnyOrder(CorpEntries.with("orders", "shop", "everything", "Users"));
    }

    @Test
    void tellsTheSameByTokenGroups() throws Exception {
        assertThat(alice(settings().with("group_search_mode: tokengroups")).groups())
                .containsExactlyInAnyOrder(CorpEntries.with("orders", "shop", "everything", "Users"));
    }

    @Test
    void tellsTheSameByTheAttributeOfGroups() throws Exception {
        assertThat(alice(settings().with("group_search_mode: memberof\ngroup_depth: 9"))
                        .groups())
                .containsExactlyInAnyOrder(CorpEntries.with("orders", "shop", "everything", "Users"));
    }

    @Test
    void leavesThePrimaryGroupOutWhereItIsNotWanted() throws Exception {
        assertThat(alice(settings().with("group_search_mode: memberof\nprimary_group: false"))
                        .groups())
                .containsExactly("orders");
        assertThat(alice(settings().with("group_search_mode: tokengroups\nprimary_group: false"))
                        .groups())
                .contains("orders", "shop", "everything")
                .doesNotContain("Domain Users");
    }

    @ParameterizedTest
    @ValueSource(strings = {"filter", "tokengroups"})
    void groupsElsewhereDoNotCount(String mode) throws Exception {
        assertThat(alice(settings().with("additional_groups_dn: ou=groups\ngroup_search_mode: " + mode))
                        .groups())
                .containsAnyOf("orders")
                .doesNotContain("Domain Users", "Users");
    }

    @Test
    void keepsTheNamesOfGroupsForSomeMinutes() throws Exception {
        AtomicLong clock = new AtomicLong();
        SidGroups groups = new SidGroups(DomainController.SUFFIX, "sAMAccountName", clock::get);
        SecurityIdentifier primary = UserSids.ofPrimaryGroup(entries.entry("Alice", "objectSid", "primaryGroupID"));
        List<SecurityIdentifier> asked = List.of(primary, primary.sibling(999_999));
        LdapQuery open = new LdapQuery(entries.admin(), Deadline.in(Asking.TIME));
        LdapQuery closed = new LdapQuery(new LDAPConnection(), Deadline.in(Asking.TIME));

        assertThat(groups.find(asked, open)).extracting(SidGroups.Group::name).containsExactly("Domain Users");
        clock.addAndGet(Duration.ofMinutes(5).toNanos() - 1);
        assertThat(groups.find(asked, closed)).extracting(SidGroups.Group::name).containsExactly("Domain Users");
        clock.addAndGet(1);
        assertThatThrownBy(() -> groups.find(asked, closed)).isInstanceOf(LDAPException.class);
    }

    /** Whose names are asked for in several requests. */
    @ParameterizedTest
    @ValueSource(strings = {"filter", "tokengroups", "memberof"})
    void findsVeryManyGroups(String mode) throws Exception {
        String busy = "busy-" + mode;
        entries.addUser(busy);
        for (int i = 0; i <= SidGroups.BATCH; i++) {
            entries.addGroup(busy + i, CorpEntries.dn(busy));
        }

        assertThat(identity(open(settings().with("group_search_mode: " + mode)), busy, CorpEntries.PASSWORD)
                        .groups())
                .contains(busy + 0, busy + SidGroups.BATCH, "Domain Users")
                .hasSizeGreaterThan(SidGroups.BATCH);
    }

    @Test
    void attributesOfBytesCanBeRead() throws Exception {
        Identity alice = alice(settings());

        assertThat(alice.attributes().get("job")).containsExactly("seller");
        assertThat(alice.attributes().get("sid")).singleElement().asString().matches("S-1-5-21(-\\d+){4}");
        assertThat(alice.attributes().get("guid"))
                .singleElement()
                .satisfies(guid -> assertThat(UUID.fromString(guid)).hasToString(guid));
    }

    /** The domain says which computers have other parts of it; below its root each search meets these. */
    @Test
    void passesOverReferrals() throws Exception {
        List<?> references = entries.admin()
                .search(DomainController.SUFFIX, SearchScope.SUB, "(sAMAccountName=alice)")
                .getSearchReferences();

        assertThat(references).isNotEmpty();
        assertThat(alice(settings()).name()).isEqualTo("Alice");
    }

    /** Samba lets no password end sooner than after a day, so that one that has ended is in {@link BindRefusalTest} alone. */
    @Test
    void tellsWhyAnAccountIsOfNoUse() throws Exception {
        entries.addDisabled("dora");
        entries.addUser("eve", new Attribute("accountExpires", "116444736000000000"));
        entries.addOrdinary("mona", new Attribute("pwdLastSet", "0"));
        LdapDirectory directory = open(settings());

        assertThat(outcome(directory, "alice", "wrong"))
                .isEqualTo(new Rejected(DenyReason.BAD_CREDENTIALS, "wrong_password"));
        assertThat(outcome(directory, "dora", CorpEntries.PASSWORD))
                .isEqualTo(new Rejected(DenyReason.DISABLED, "account_disabled"));
        assertThat(outcome(directory, "eve", CorpEntries.PASSWORD))
                .isEqualTo(new Rejected(DenyReason.EXPIRED, "account_expired"));
        assertThat(outcome(directory, "mona", CorpEntries.PASSWORD))
                .isEqualTo(new Rejected(DenyReason.PASSWORD_EXPIRED, "password_must_be_changed"));
    }

    @Test
    void takesStartTls() throws Exception {
        CorpSettings startTls = settings()
                .at("ldap://" + CorpSettings.text(controller.address()))
                .with("start_tls: true");

        assertThat(alice(startTls).groups()).contains("orders");
    }

    @Test
    void sendsNoPasswordWithoutTls() throws Exception {
        LdapSettings settings = TestSettings.of(controller.address())
                .withLogin(CorpEntries.SERVICE, CorpEntries.PASSWORD)
                .settings();
        LdapDirectory directory = LdapDirectory.open(settings);
        opened = directory;

        assertUndecided(outcome(directory, "alice", CorpEntries.PASSWORD), "strong auth required (8)");
    }

    @Test
    void answersProbes() throws Exception {
        assertThatCode(() -> open(settings()).probe().block(Asking.TIME)).doesNotThrowAnyException();
    }

    /** The server gives as many values as it was asked for, as it does by itself where there are more than 1,500. */
    @Test
    void readsValuesInParts() throws Exception {
        entries.addUser("rita");
        entries.addUser("rob");
        entries.addGroup("many", CorpEntries.dn("gatehouse"), CorpEntries.dn("rita"), CorpEntries.dn("rob"));
        LdapQuery query = new LdapQuery(entries.admin(), Deadline.in(Asking.TIME));

        SearchResultEntry entry = query.entry(CorpEntries.group("many"), List.of("member;range=0-0"))
                .get(0);

        assertThat(entry.getAttributeValues("member")).hasSize(3);
    }
}
