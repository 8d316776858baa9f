package io.gatehouse.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountEdit;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.sessions.ServerAnswers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When an account's JWT may be exchanged, and when it has been. */
class AccountUpdateTest {
    private final SigningKey operator = SigningKey.generate(NkeyKind.OPERATOR);
    private final Nkey account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();

    private static ServerAnswers<String> loaded(Map<String, String> given, Map<String, String> refused, int servers) {
        return new ServerAnswers<>(given, refused, servers);
    }

    @Test
    void aJwtIsInForceWhenAllServersHaveSaidSo() {
        ServerAnswers<String> told = loaded(Map.of("n0", "ok", "n1", "ok"), Map.of(), 2);

        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new", "n1", "new"), Map.of(), 2), told, 0))
                .isTrue();
        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new"), Map.of("n1", "not loaded"), 2), told, 2))
                .isTrue();
        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new"), Map.of("n2", "not loaded"), 2), told, 0))
                .isFalse();
        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new", "n1", "old"), Map.of(), 2), told, 0))
                .isFalse();
        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new"), Map.of(), 2), told, 0))
                .isFalse();
        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new", "n1", "new"), Map.of(), 2), told, 3))
                .isFalse();
    }

    @Test
    void silenceConfirmsNothing() {
        ServerAnswers<String> told = loaded(Map.of("n0", "ok"), Map.of(), 0);

        assertThat(AccountUpdate.isInForce("new", loaded(Map.of(), Map.of(), 0), told, 0))
                .isFalse();
        assertThat(AccountUpdate.isInForce("new", loaded(Map.of("n0", "new"), Map.of(), 0), told, 0))
                .isFalse();
    }

    @Test
    void aServerThatDoesNotTellItsOperatorsIsNotTakenForOneThatAgrees() {
        ServerAnswers<List<String>> one = new ServerAnswers<>(Map.of("n0", List.of("o")), Map.of("n1", "denied"), 2);

        assertThatCode(() -> AccountCopies.requireAll(one, 2)).doesNotThrowAnyException();
        assertThatThrownBy(() -> AccountUpdate.requireTold(one))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("n1 (denied)")
                .hasMessageContaining("nothing was changed");
        assertThatCode(() -> AccountUpdate.requireTold(new ServerAnswers<>(Map.of("n0", List.of("o")), Map.of(), 1)))
                .doesNotThrowAnyException();
    }

    @Test
    void whatSomebodyElseHasChangedMeanwhileIsNotUndone() throws Exception {
        String first = AccountClaims.of(account, "APP1").encode(operator, 10);
        AccountEdit before = AccountEdit.of(first);
        AccountEdit now = AccountEdit.of(AccountClaims.of(account, "APP1").encode(operator, 11));

        assertThatCode(() -> AccountUpdate.requireUnchanged(before, AccountEdit.of(first), "APP1"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> AccountUpdate.requireUnchanged(before, now, "APP1"))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("somebody else has changed account APP1");
    }
}
