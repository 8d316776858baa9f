package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockoutGuardTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ou=staff,dc=corp,dc=example,dc=com | dc=corp,dc=example,dc=com",
                "dc=corp,dc=example,dc=com | dc=corp,dc=example,dc=com",
                "CN=Users,DC=corp,DC=example,DC=com | DC=corp,DC=example,DC=com",
                "o=example | ''"
            })
    void theDomainIsWhereDomainComponentsBegin(String dn, String domain) throws Exception {
        assertThat(LockoutGuard.domainOf(dn)).isEqualTo(domain);
    }
}
