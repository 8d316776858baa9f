package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatehouse.claims.request.AuthorizationRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountSeparatorTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "alice/APP2, alice, APP2",
                "team/alice/APP2, team/alice, APP2",
                "/APP2, none, APP2",
                "alice, alice, none",
                "alice/, alice, ''",
                "/, none, ''",
                "none, none, none"
            })
    void cutsTheNameAtTheLastOne(String name, String user, String account) {
        AuthorizationRequest login = SampleRequest.login(name, "secret");
        AccountSeparator separator = AccountSeparator.of("/");

        assertThat(separator.account(login)).isEqualTo(account);
        assertThat(separator.withoutAccount(login).connect().user()).isEqualTo(user);
        assertThat(separator.withoutAccount(login).connect().password()).isEqualTo("secret");
    }

    @Test
    void leavesNamesAsTheyAreWhenItIsOff() {
        AuthorizationRequest login = SampleRequest.login("alice/APP2", "secret");

        assertThat(AccountSeparator.NONE.account(login)).isNull();
        assertThat(AccountSeparator.NONE.withoutAccount(login)).isSameAs(login);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "//", "a", "7", " ", "\n", "é", "\u0000"})
    void isOneCharacterThatSeparates(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountSeparator.of(text))
                .withMessageContaining("must be one ASCII character");
    }
}
