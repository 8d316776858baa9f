package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.HostResolver;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.directory.ldap.server.ServerSelection;
import io.gatehouse.tls.TlsSettings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LdapFailureTest {
    private static final LdapAddress ADDRESS = LdapAddress.parse("ldap://ldap.example.org");

    /** Whoever is locked out at FreeIPA must not make the directory look as if it were down. */
    @Test
    void knowsWhatIsAboutOneUser() {
        assertThat(Stream.of(53, 19, 34, 50).map(LdapFailureTest::error)).allMatch(LdapFailure::isOfOneUser);
        assertThat(Stream.of(1, 8, 13, 51, 52, 80, 81, 85).map(LdapFailureTest::error))
                .noneMatch(LdapFailure::isOfOneUser);
        assertThat(LdapFailure.unusable("x")).isInstanceOf(UnusableAnswerException.class);
    }

    /** It could repeat what was sent. */
    @Test
    void repeatsNothingThatAServerHasSaid() {
        LDAPException error = new LDAPException(ResultCode.OTHER, "the password secret is not liked");

        assertThat(LdapFailure.asking(ADDRESS, "who the user is", error))
                .hasMessage("ldap://ldap.example.org:389 could not say who the user is: other (80)");
        assertThat(LdapFailure.login(ADDRESS, error)).hasMessageNotContaining("secret");
        assertThat(LdapFailure.connecting(ADDRESS, error)).hasMessageNotContaining("secret");
    }

    @Test
    void saysWhyAServerCannotBeReached() {
        Deadline deadline = Deadline.in(Duration.ofSeconds(5));
        LdapSettings.Servers servers = new LdapSettings.Servers(
                List.of(LdapAddress.parse("ldap://nobody.invalid")),
                ServerSelection.FAILOVER,
                Duration.ofSeconds(5),
                false,
                TlsSettings.DEFAULT);

        assertThatThrownBy(() -> new LdapConnector("staff", servers, HostResolver.of("staff"))
                        .connect(null, deadline, begun -> {}))
                .hasMessage(
                        "ldap://nobody.invalid:389 cannot be reached: the name has no address, or DNS did not answer");
    }

    private static LDAPException error(int code) {
        return new LDAPException(ResultCode.valueOf(code), "");
    }
}
