package io.gatehouse.service.revoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.PolicySettings;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.template.ValueHandling;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose session one is by its name. */
class SessionUsersTest {
    private static final PolicySettings POLICY = new PolicySettings(
            List.of(), SessionLimit.NONE, ValueHandling.REFUSE, RuleSet.EMPTY, AccountSeparator.NONE);

    private static SessionNames names(Map<String, Account.Keyed> accounts) {
        return new SessionNames(accounts, POLICY, account -> false);
    }

    private static SessionNames ofOperatorMode() {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        return names(Map.of("APP", new Account.Keyed("APP", key.publicKey(), new Account.Key(key, true), Map.of())));
    }

    /** Who is known by sessions alone, as after a restart, is asked about too where a scoped signing key has encoded the name. */
    @ParameterizedTest
    @ValueSource(strings = {"bob", "bob@corp.example", "people:erin", "语"})
    void aUserIsFoundByEachNameOfASession(String user) {
        SessionNames names = ofOperatorMode();
        assertThat(names.names(user)).extracting(names::ofSession).containsOnly(user);
    }

    @Test
    void inConfigModeNoNameIsEncoded() {
        assertThat(names(Map.of()).ofSession("bob=40corp")).isEqualTo("bob=40corp");
    }
}
