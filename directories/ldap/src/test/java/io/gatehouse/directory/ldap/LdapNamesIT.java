package io.gatehouse.directory.ldap;

import static io.gatehouse.directory.ldap.Asking.identity;
import static io.gatehouse.directory.ldap.Asking.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.NeedsTool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that differ only in case or in form are one user of a server that takes them for one, under the one name that its entry has. */
@NeedsTool("slapd")
class LdapNamesIT {
    /** As a keyboard writes it: one letter with an accent. */
    private static final String COMPOSED = "\u00e9va";

    private static OpenLdap server;

    @BeforeAll
    static void start() throws Exception {
        server = OpenLdap.start();
        TestEntries.addTo(server);
        TestEntries.addUser(server, COMPOSED, 1, 0);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static LdapDirectory open() {
        return TestSettings.of(server.address()).open();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "ALICE", "aLiCe", " alice ", "\uff41lice"})
    void anotherSpellingIsNoOtherName(String spelling) {
        try (LdapDirectory directory = open()) {
            Object outcome = outcome(directory, spelling, TestEntries.ALICE_PASSWORD);
            if (outcome instanceof LookupResult.Found found) {
                assertThat(found.identity().name()).isEqualTo("Alice");
            } else {
                assertThat(outcome).isEqualTo(NotMine.NOT_MINE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {COMPOSED, "e\u0301va", "\u00c9VA", "E\u0301VA"})
    void anotherFormIsNoOtherName(String form) {
        try (LdapDirectory directory = open()) {
            assertThat(identity(directory, form, "secret").name()).isEqualTo(COMPOSED);
        }
    }

    /** Letters of other alphabets only look the same. */
    @Test
    void aLookalikeIsNobody() {
        try (LdapDirectory directory = open()) {
            assertThat(outcome(directory, "\u0430lice", TestEntries.ALICE_PASSWORD))
                    .isEqualTo(NotMine.NOT_MINE);
            assertThat(outcome(directory, "al\u0131ce", TestEntries.ALICE_PASSWORD))
                    .isEqualTo(NotMine.NOT_MINE);
        }
    }
}
