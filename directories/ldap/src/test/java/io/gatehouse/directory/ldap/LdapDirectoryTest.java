package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a directory says of itself. */
class LdapDirectoryTest {
    @ParameterizedTest
    @CsvSource({"1, 64", "16, 1024", "256, 1024"})
    void takesNoMoreLookupsThanMayWait(int connections, int lookups) {
        LdapSettings of = TestSettings.of(InetSocketAddress.createUnresolved("ldap.example.org", 389))
                .settings();
        try (LdapDirectory directory = LdapDirectory.open(new LdapSettings(
                of.name(), of.servers(), of.login(), connections, of.users(), of.groups(), of.lockout()))) {
            assertThat(directory.backend().lookups()).isEqualTo(lookups);
        }
    }
}
