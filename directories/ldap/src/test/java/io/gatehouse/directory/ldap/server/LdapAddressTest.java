package io.gatehouse.directory.ldap.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LdapAddressTest {
    @ParameterizedTest
    @CsvSource({
        "ldap://ldap.example.org, ldap://ldap.example.org:389",
        "ldaps://ldap.example.org/, ldaps://ldap.example.org:636",
        "LDAPS://127.0.0.1:1636, ldaps://127.0.0.1:1636",
        "ldap://[::1]:3890, ldap://[::1]:3890"
    })
    void reads(String text, String means) {
        assertThat(LdapAddress.parse(text)).hasToString(means);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ldap.example.org",
                "http://ldap.example.org",
                "ldapi:///",
                "ldap://",
                "ldap://host:99999",
                "ldap://host:0",
                "ldap://user:secret@host",
                "ldap://host/dc=example",
                "ldap://host?x",
                "ldap://ho st"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> LdapAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void knowsWhatStaysOnTheMachine() {
        assertThat(LdapAddress.parse("ldap://localhost").isLocal()).isTrue();
        assertThat(LdapAddress.parse("ldap://127.8.8.8").isLocal()).isTrue();
        assertThat(LdapAddress.parse("ldap://[::1]").isLocal()).isTrue();
        assertThat(LdapAddress.parse("ldap://10.0.0.1").isLocal()).isFalse();
        assertThat(LdapAddress.parse("ldap://127.example.org").isLocal()).isFalse();
        assertThat(LdapAddress.parse("ldap://127.0.0.1.example.org").isLocal()).isFalse();
    }
}
