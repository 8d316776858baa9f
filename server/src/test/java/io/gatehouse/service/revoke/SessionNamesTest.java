package io.gatehouse.service.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.template.SubjectToken;
import io.gatehouse.policy.template.ValueHandling;
import io.gatehouse.revocation.Revoked;
import io.gatehouse.sessions.SampleSession;
import io.gatehouse.sessions.ServerSession;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionNamesTest {
    private static final Nkey APP1_KEY = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
    private static final String APP1 = APP1_KEY.text();
    private static final String SYS =
            SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
    private static final PolicySettings POLICY = new PolicySettings(
            List.of(), SessionLimit.NONE, ValueHandling.REFUSE, RuleSet.EMPTY, AccountSeparator.NONE);

    private static final SessionNames OPERATOR =
            new SessionNames(Map.of("APP1", account("APP1", APP1_KEY)), POLICY, none -> false);
    private static final SessionNames CONFIG = new SessionNames(Map.of(), POLICY, "SYS"::equals);

    private static Account.Keyed account(String name, Nkey id) {
        SigningKey signer = SigningKey.generate(NkeyKind.ACCOUNT);
        return new Account.Keyed(name, id, new Account.Key(signer, false), Map.of());
    }

    private static ServerSession session(String user, String account) {
        return SampleSession.of(1, user, account);
    }

    /** @param account null for all */
    private static Revoked named(SessionNames names, String user, @Nullable String account) {
        String everyDirectory = null;
        return names.of(user, everyDirectory, account);
    }

    /** In operator mode servers call accounts by their keys. */
    @Test
    void anAccountIsFoundByItsNameAndByItsKey() {
        for (String said : List.of("APP1", APP1)) {
            Revoked anna = named(OPERATOR, "anna", said);

            assertThat(anna.account()).isEqualTo(APP1);
            assertThat(anna.isIn(session("anna", APP1))).isTrue();
            assertThat(anna.isIn(session("anna", SYS))).isFalse();
        }
        assertThat(named(CONFIG, "anna", "APP1").account()).isEqualTo("APP1");
    }

    /** Users of a scoped signing key have names without dots. */
    @Test
    void inOperatorModeAUserIsLookedForByBothOfItsNames() {
        assertThat(named(OPERATOR, "anna.b", null).names())
                .containsExactlyInAnyOrder("anna.b", SubjectToken.encode("anna.b"));
        assertThat(named(OPERATOR, "anna", null).names()).containsExactly("anna");
        assertThat(named(CONFIG, "anna.b", null).names()).containsExactly("anna.b");
    }

    @Test
    void everybodyIsInTheAccountsThatUsersArePlacedInAndInNoOther() {
        assertThat(named(OPERATOR, "anna", null).outside()).accepts(SYS).rejects(APP1);
        assertThat(named(CONFIG, "anna", null).outside()).accepts("SYS").rejects("APP1");
    }

    @Test
    void whoIsCalledAsAnOperatorIsNotOneUnlessTheAccountIsNamed() {
        assertThat(named(CONFIG, "sys", null).isIn(session("sys", "SYS"))).isFalse();
        assertThat(named(CONFIG, "sys", "SYS").isIn(session("sys", "SYS"))).isTrue();
    }
}
