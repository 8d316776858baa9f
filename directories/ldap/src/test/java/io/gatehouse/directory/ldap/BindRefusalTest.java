package io.gatehouse.directory.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.ResultCode;
import io.gatehouse.directory.LookupResult.NotMine;
import io.gatehouse.directory.LookupResult.Rejected;
import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.policy.DenyReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BindRefusalTest {
    private static LDAPException error(ResultCode code, @Nullable String said) {
        return new LDAPException(new LDAPResult(1, code, said, null, new String[0], null));
    }

    private static LDAPException ofActiveDirectory(String subCode) {
        return error(
                ResultCode.INVALID_CREDENTIALS,
                "80090308: LdapErr: DSID-0C09044E, comment: AcceptSecurityContext error, data " + subCode
                        + ", v2580\u0000");
    }

    @ParameterizedTest
    @CsvSource({
        "525, BAD_CREDENTIALS, no_such_user",
        "52e, BAD_CREDENTIALS, wrong_password",
        "52E, BAD_CREDENTIALS, wrong_password",
        "530, OUTSIDE_HOURS, logon_hours",
        "531, SOURCE_NOT_ALLOWED, not_from_this_workstation",
        "532, PASSWORD_EXPIRED, password_expired",
        "533, DISABLED, account_disabled",
        "701, EXPIRED, account_expired",
        "773, PASSWORD_EXPIRED, password_must_be_changed",
        "775, LOCKED, account_locked"
    })
    void tellsWhatActiveDirectoryMeans(String subCode, DenyReason reason, String detail) {
        assertThat(BindRefusal.of(ofActiveDirectory(subCode))).isEqualTo(new Rejected(reason, detail));
    }

    @Test
    void isAWrongPasswordWhereNothingElseIsKnown() {
        Rejected wrong = new Rejected(DenyReason.BAD_CREDENTIALS);

        assertThat(BindRefusal.of(error(ResultCode.INVALID_CREDENTIALS, null))).isEqualTo(wrong);
        assertThat(BindRefusal.of(error(ResultCode.INVALID_CREDENTIALS, "data 52f")))
                .isEqualTo(wrong);
    }

    /** A restriction of the account (52f) or a mistake of the server's (80090346) is no word about the password. */
    @ParameterizedTest
    @ValueSource(strings = {"52f", "999", "57", "80090346"})
    void decidesNothingByAReasonThatIsNotKnown(String subCode) {
        LDAPException error = ofActiveDirectory(subCode);

        assertThatThrownBy(() -> BindRefusal.of(error))
                .isInstanceOf(UnusableAnswerException.class)
                .hasMessageContaining("a user's login has ended with 49, data " + subCode);
        assertThat(BindRefusal.isGuess(error))
                .as("the domain may have counted it")
                .isTrue();
    }

    @Test
    void onlyAWrongPasswordIsAGuess() {
        assertThat(BindRefusal.isGuess(ofActiveDirectory("52e"))).isTrue();
        assertThat(BindRefusal.isGuess(error(ResultCode.INVALID_CREDENTIALS, null)))
                .isTrue();
        assertThat(BindRefusal.isGuess(ofActiveDirectory("775"))).isFalse();
        assertThat(BindRefusal.isGuess(error(ResultCode.BUSY, "data 52e"))).isFalse();
        assertThat(BindRefusal.isGuess(error(ResultCode.INAPPROPRIATE_AUTHENTICATION, null)))
                .isFalse();
    }

    @Test
    void anEntryThatIsGoneIsNobodys() {
        assertThat(BindRefusal.of(error(ResultCode.NO_SUCH_OBJECT, null))).isEqualTo(NotMine.NOT_MINE);
    }

    /** To say no to everybody because a server is busy would keep clients out for good. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8, 11, 13, 19, 50, 51, 52, 53, 80, 81, 85, 91})
    void decidesNothingByOtherCodes(int code) {
        assertThat(BindRefusal.of(error(ResultCode.valueOf(code), "data 52e"))).isNull();
    }
}
