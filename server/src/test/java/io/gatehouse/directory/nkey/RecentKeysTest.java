package io.gatehouse.directory.nkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.Profile;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.entitlement.Entitlement;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecentKeysTest {
    private static final String NONCE = "PXoWU7zWAMt75FY";
    private static final SigningKey BOT = SigningKey.generate(NkeyKind.USER);

    private static RegisteredKey registered(SigningKey key, Profile profile) {
        Entitlement entitlement = Entitlement.plain("ci-bot", "APP");
        return new RegisteredKey(
                key.publicKey(), new FileUser(entitlement, profile, null, 1, List.of(key.publicKey())));
    }

    private static NonceSignature signature(SigningKey key) {
        return Objects.requireNonNull(
                NonceSignature.of(SignedLogin.of(key, NONCE).request()));
    }

    @Test
    void nothingIsKeptBeforeTheSignatureWasRight() {
        RecentKeys keys = new RecentKeys("machines");
        RegisteredKey bot = registered(BOT, Profile.NONE);
        NonceSignature wrong = signature(SigningKey.generate(NkeyKind.USER));
        assertThat(keys.signer(bot, wrong)).isNull();
        assertThat(keys.size()).isZero();

        Identity signer = keys.signer(bot, signature(BOT));
        assertThat(Objects.requireNonNull(signer).name()).isEqualTo("ci-bot");
        assertThat(keys.size()).isOne();
        assertThat(keys.signer(bot, wrong)).isNull();
        assertThat(keys.signer(bot, signature(BOT))).isSameAs(signer);
    }

    @Test
    void noMoreAreKeptThanThereIsRoomFor() {
        RecentKeys keys = new RecentKeys("machines", 20L * RecentKeys.BYTES_MORE);
        for (int i = 0; i < 50; i++) {
            SigningKey key = SigningKey.generate(NkeyKind.USER);
            assertThat(keys.signer(registered(key, Profile.NONE), signature(key)))
                    .isNotNull();
        }
        assertThat(keys.size()).isBetween(5L, 19L);

        Profile large = new Profile(Set.of(), Map.of("note", List.of("x".repeat(20 * RecentKeys.BYTES_MORE))));
        RecentKeys small = new RecentKeys("machines", 20L * RecentKeys.BYTES_MORE);
        assertThat(small.signer(registered(BOT, large), signature(BOT))).isNotNull();
        assertThat(small.size()).isZero();
    }
}
