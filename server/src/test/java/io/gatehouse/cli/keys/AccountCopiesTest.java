package io.gatehouse.cli.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.account.AccountSigningKey;
import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.sessions.ServerAnswers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of what several servers tell of one account. */
class AccountCopiesTest {
    private final SigningKey operator = SigningKey.generate(NkeyKind.OPERATOR);
    private final Nkey account = key();
    private final Nkey signer = key();
    private final String old = AccountClaims.of(account, "APP1").encode(operator, 10);
    private final String next = AccountClaims.of(account, "APP1", new AccountSigningKey(signer, null))
            .encode(operator, 20);

    private static Nkey key() {
        return SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
    }

    private static AccountCopies copies(Map<String, String> loaded, String... jwts) {
        return new AccountCopies("APP1", loaded, List.of(jwts));
    }

    @Test
    void serversThatAgreeHaveTheJwtThatIsChanged() throws Exception {
        assertThat(copies(Map.of("n0", next, "n1", next), next).agreed(account).issuedAt())
                .isEqualTo(20);
    }

    @Test
    void serversThatDisagreeAreNamedWithTheTimes() {
        assertThatThrownBy(
                        () -> copies(Map.of("n0", next, "n1", old), next, old).agreed(account))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("the servers disagree")
                .hasMessageContaining("n1 has one of 1970-01-01T00:00:10Z")
                .hasMessageContaining("nothing was changed");
        assertThatThrownBy(() -> copies(Map.of("n0", next), next, old).agreed(account))
                .hasMessageContaining("one that has not loaded it has one of 1970-01-01T00:00:10Z");
    }

    @Test
    void theJwtOfAnotherAccountIsNotTaken() {
        assertThatThrownBy(() -> copies(Map.of("n0", next), next).agreed(key()))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("another account");
    }

    @Test
    void aKeyIsEverywhereOrSomewhere() {
        AccountCopies two = copies(Map.of("n0", next, "n1", old), next, old);

        assertThat(two.signsAnywhere(signer)).isTrue();
        assertThat(two.signsEverywhere(signer)).isFalse();
        assertThat(two.signsEverywhere(account)).isTrue();
        assertThat(two.sealsFor(signer)).isFalse();
    }

    private static AccountSigningKey scoped(Nkey key, String subject) {
        Permissions permissions = new Permissions(
                new Permissions.SubjectRules(List.of(subject), List.of()), Permissions.SubjectRules.NONE, null);
        UserClaims.Body body = UserClaims.Body.UNRESTRICTED;
        return new AccountSigningKey(
                key,
                new AccountSigningKey.Scope(
                        "r",
                        "",
                        new UserClaims.Body(permissions, body.limits(), false, false, body.allowedConnectionTypes())));
    }

    private KeyPlace place(boolean scoped) {
        return new KeyPlace("p", NkeyKind.ACCOUNT, account, "APP1", "", scoped, List.of(signer), null);
    }

    /** A plain key in place of a scoped one would give its users the whole account. */
    @Test
    void aKeyMustHaveTheScopeOfTheOneBefore() {
        Nkey same = key();
        Nkey other = key();
        Nkey plain = key();
        String jwt = AccountClaims.of(
                        account,
                        "APP1",
                        scoped(signer, "a"),
                        scoped(same, "a"),
                        scoped(other, "b"),
                        new AccountSigningKey(plain, null))
                .encode(operator, 30);
        AccountCopies copies = copies(Map.of("n0", jwt), jwt);

        assertThatCode(() -> copies.requireSameScope(same, place(true))).doesNotThrowAnyException();
        assertThatThrownBy(() -> copies.requireSameScope(other, place(true)))
                .isInstanceOf(RecordsFailure.class)
                .hasMessageContaining("has another scope than " + signer);
        assertThatThrownBy(() -> copies.requireSameScope(plain, place(true)))
                .hasMessageContaining("could do everything in the account");
        assertThatThrownBy(() -> copies.requireSameScope(plain, place(false)))
                .hasMessageContaining("has another scope than " + signer);
        assertThatThrownBy(() -> copies(Map.of("n0", next), next).requireSameScope(signer, place(true)))
                .hasMessageContaining("could do everything in the account");
    }

    @Test
    void theCommandsOfNscMakeAScopedKeyWhereThatIsConfigured() {
        assertThat(NscCommands.of(place(true)).add(account, place(true)))
                .contains("nsc edit signing-key --account APP1 --role ROLE --sk " + account);
        assertThat(NscCommands.of(place(false)).add(account, place(false)))
                .containsExactly("nsc edit account --name APP1 --sk " + account);
    }

    @Test
    void onlyServersThatHaveLoadedTheAccountHaveItInForce() {
        assertThat(copies(Map.of("n0", next), next).inForce()).isEqualTo("in force on n0");
        assertThat(copies(Map.of(), next).inForce()).doesNotContain("in force");
    }

    @Test
    void whatIsLeftWithoutAKeyIsToldBeforeItIsRemoved() {
        Nkey left = key();
        String jwt = AccountClaims.of(account, "APP1", new AccountSigningKey(signer, null), scoped(left, "a"))
                .encode(operator, 30);

        assertThat(copies(Map.of("n0", jwt), jwt, old).without(signer))
                .containsExactly(
                        "account APP1: the JWT of 1970-01-01T00:00:30Z has these others: " + left + " (scoped)");
        assertThat(copies(Map.of("n0", next), next).without(signer))
                .containsExactly("account APP1: the JWT of 1970-01-01T00:00:20Z has no other signing key");
    }

    @Test
    void allServersMustAnswer() {
        ServerAnswers<String> two = new ServerAnswers<>(Map.of("n0", "a"), Map.of("n1", "not loaded"), 2);

        assertThatCode(() -> AccountCopies.requireAll(two, 0)).doesNotThrowAnyException();
        assertThatThrownBy(() -> AccountCopies.requireAll(two, 3))
                .hasMessageContaining("2 of 3 servers answer: n0, n1; try again");
        assertThatThrownBy(() -> AccountCopies.requireAll(new ServerAnswers<>(Map.of(), Map.of(), 0), 0))
                .hasMessageContaining("0 of an unknown number of servers answer;");
    }
}
