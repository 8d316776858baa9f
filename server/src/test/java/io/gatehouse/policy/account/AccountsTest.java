package io.gatehouse.policy.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccountsTest {
    private final SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);

    @Test
    void takeEveryNameInConfigMode() {
        Accounts accounts = Accounts.named(key);

        assertThat(accounts.find("ANY")).isEqualTo(new Account.Named("ANY", key));
        assertThat(accounts.find("")).isNull();
    }

    @Test
    void findAKeyedAccountByItsNameAndByItsKey() {
        Account.Keyed app = account("APP1", key);
        Accounts accounts = Accounts.keyed(Map.of("APP1", app));

        assertThat(accounts.find("APP1")).isSameAs(app);
        assertThat(accounts.find(key.publicKey().text())).isSameAs(app);
        assertThat(accounts.find("APP2")).isNull();
    }

    @Test
    void refuseTwoAccountsOfOneKey() {
        assertThatThrownBy(() -> Accounts.keyed(Map.of("APP1", account("APP1", key), "APP2", account("APP2", key))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("APP1")
                .hasMessageContaining("APP2")
                .hasMessageContaining(key.publicKey().text());
    }

    private static Account.Keyed account(String name, SigningKey key) {
        return new Account.Keyed(name, key.publicKey(), new Account.Key(key, false), Map.of());
    }
}
