package io.gatehouse.claims.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.IssuedJwt;
import io.gatehouse.claims.jwt.JsonTree;
import io.gatehouse.claims.jwt.RawObject;
import io.gatehouse.claims.jwt.VerifiedJwt;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Account JWTs whose keys change. */
class AccountEditTest {
    private static final long NOW = 2_000;

    private final SigningKey operator = SigningKey.generate(NkeyKind.OPERATOR);
    private final Nkey account = publicKey();
    private final Nkey signer = publicKey();
    private final Nkey scoped = publicKey();
    private final Nkey user = SigningKey.generate(NkeyKind.USER).publicKey();

    private static Nkey publicKey() {
        return SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
    }

    /** With claims that nobody here knows. */
    private String jwt(long issuedAt) throws ClaimsException {
        String json = """
                {"jti":"X","iat":%d,"iss":"%s","name":"APP1","sub":"%s","exp":9000000000,"new_claim":{"a":[150,null]},
                "nats":{"imports":[{"name":"i","subject":"a.\\u003e","account":"%s","type":"stream","share":true}],
                "limits":{"subs":-1,"data":-1,"payload":-1,"imports":-1,"exports":-1,"wildcards":true,"conn":-1,"leaf":-1,
                "tiered_limits":{"R3":{"mem_storage":5}}},
                "signing_keys":["%s",{"kind":"user_scope","key":"%s","role":"r","template":{"pub":{"allow":["r.\\u003e"]},"sub":{},
                "subs":-1,"data":-1,"payload":-1,"later":7},"description":"d"}],
                "revocations":{"*":7},"default_permissions":{"pub":{},"sub":{}},
                "mappings":{"m":[{"subject":"n","weight":50}]},"authorization":{"auth_users":["%s"],"later":true},
                "trace":{"dest":"t"},"cluster_traffic":"owner","tags":["one"],"type":"account","version":2}}
                """.formatted(issuedAt - 1, operator, account, account, signer, scoped, user)
                .replace("\n", "");
        return IssuedJwt.again(RawObject.parse(json.getBytes(StandardCharsets.UTF_8)), operator, issuedAt);
    }

    private static Map<String, @Nullable Object> tree(String jwt) throws ClaimsException {
        return JsonTree.object(VerifiedJwt.parse(jwt).payload());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> nats(Map<String, @Nullable Object> claims) {
        return (Map<String, Object>) Objects.requireNonNull(claims.get("nats"));
    }

    /** All but what is told to have changed. */
    private static void assertSame(String before, String after, String changed) throws ClaimsException {
        Map<String, @Nullable Object> one = tree(before);
        Map<String, @Nullable Object> two = tree(after);
        for (Map<String, @Nullable Object> each : List.of(one, two)) {
            List.of("jti", "iat").forEach(each::remove);
            nats(each).remove(changed);
        }
        assertThat(two).isEqualTo(one);
    }

    @Test
    void aSigningKeyIsAddedAndAllElseStays() throws ClaimsException {
        Nkey added = publicKey();
        String before = jwt(1_000);

        String after = AccountEdit.of(before)
                .withSigningKey(added, List.of(signer), false)
                .sign(operator, NOW);

        assertThat(AccountClaims.decode(after).signingKeys())
                .extracting(AccountSigningKey::key)
                .containsExactly(signer, scoped, added);
        assertThat(AccountClaims.decode(after).signingKey(added))
                .isNotNull()
                .extracting(AccountSigningKey::scope)
                .isNull();
        assertThat(AccountEdit.of(after).issuedAt()).isEqualTo(NOW);
        assertSame(before, after, "signing_keys");
    }

    @Test
    void aKeyBesideAScopedOneHasItsScope() throws ClaimsException {
        Nkey added = publicKey();

        String after = AccountEdit.of(jwt(1_000))
                .withSigningKey(added, List.of(publicKey(), scoped), true)
                .sign(operator, NOW);

        List<?> keys = (List<?>) Objects.requireNonNull(nats(tree(after)).get("signing_keys"));
        assertThat(keys.get(2).toString().replace(added.text(), scoped.text()))
                .isEqualTo(keys.get(1).toString())
                .contains("later");
    }

    /** A plain key would give its users the whole account. */
    @Test
    void aKeyThatMustHaveAScopeIsNotAddedWithoutOne() throws ClaimsException {
        AccountEdit edit = AccountEdit.of(jwt(1_000));
        Nkey added = publicKey();

        assertThatThrownBy(() -> edit.withSigningKey(added, List.of(publicKey()), true))
                .isInstanceOf(ClaimsException.class)
                .hasMessageContaining("none of the keys that are held has a scope there");
        assertThatThrownBy(() -> edit.withSigningKey(added, List.of(signer, scoped), true))
                .isInstanceOf(ClaimsException.class);
        assertThatThrownBy(() -> edit.withSigningKey(signer, List.of(scoped), true))
                .isInstanceOf(ClaimsException.class)
                .hasMessageContaining("is there already, and has no scope");
        assertThat(edit.withSigningKey(scoped, List.of(signer), true)).isEqualTo(edit);
    }

    @Test
    void aSigningKeyIsRemovedAndAllElseStays() throws ClaimsException {
        String before = jwt(1_000);

        String after = AccountEdit.of(before).withoutSigningKey(scoped).sign(operator, NOW);

        assertThat(AccountClaims.decode(after).signingKeys())
                .extracting(AccountSigningKey::key)
                .containsExactly(signer);
        assertSame(before, after, "signing_keys");
    }

    @Test
    void theXkeyChangesAndAllElseStays() throws ClaimsException {
        Nkey xkey = CurveKey.generate().publicKey();
        String before = jwt(1_000);

        String after = AccountEdit.of(before).withXkey(xkey).sign(operator, NOW);

        assertThat(Objects.requireNonNull(AccountClaims.decode(after).authorization())
                        .xkey())
                .isEqualTo(xkey);
        assertThat(Objects.requireNonNull(nats(tree(after)).get("authorization"))
                        .toString())
                .contains("later");
        assertSame(before, after, "authorization");
    }

    @Test
    void whatIsSoAlreadyIsTheSame() throws ClaimsException {
        AccountEdit edit = AccountEdit.of(jwt(1_000));

        assertThat(edit.withSigningKey(signer, List.of(), false)).isEqualTo(edit);
        assertThat(edit.withoutSigningKey(publicKey())).isEqualTo(edit);
        AccountEdit sealed = edit.withXkey(CurveKey.generate().publicKey());
        assertThat(sealed).isNotEqualTo(edit);
    }

    @Test
    void theNewJwtIsNewerThanTheOneBefore() throws ClaimsException {
        AccountEdit ahead = AccountEdit.of(jwt(NOW + 50));

        assertThat(AccountEdit.of(ahead.withoutSigningKey(signer).sign(operator, NOW))
                        .issuedAt())
                .isEqualTo(NOW + 51);
    }

    @Test
    void anAccountWithoutACalloutGetsNoXkey() throws ClaimsException {
        AccountClaims plain = AccountClaims.of(account, "APP1");
        AccountEdit edit = AccountEdit.of(plain.encode(operator, 10));

        assertThatThrownBy(() -> edit.withXkey(CurveKey.generate().publicKey()))
                .isInstanceOf(ClaimsException.class)
                .hasMessageContaining("no auth callout");
    }

    @Test
    void anOperatorTakesWhatItsSigningKeysHaveSigned() throws ClaimsException {
        Nkey signing = SigningKey.generate(NkeyKind.OPERATOR).publicKey();
        TrustedOperator strict = TrustedOperator.decode(
                new OperatorClaims("o", List.of(signing), account, true, null).encode(operator, 10));
        TrustedOperator lenient =
                TrustedOperator.decode(new OperatorClaims("o", List.of(), null, false, null).encode(operator, 10));

        assertThat(strict.takes(signing)).isTrue();
        assertThat(strict.takes(operator.publicKey())).isFalse();
        assertThat(strict.has(operator.publicKey())).isTrue();
        assertThat(lenient.takes(operator.publicKey())).isTrue();
        assertThat(lenient.takes(signing)).isFalse();
        assertThatThrownBy(() -> TrustedOperator.decode(jwt(10))).isInstanceOf(ClaimsException.class);
    }
}
