package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose a token is by its subject. */
class ClusterAccountTest {
    private static String token(Object subject) {
        return TestTokens.unsigned(Map.of("sub", subject));
    }

    @ParameterizedTest
    @CsvSource({"billing, invoicer", "a, b", "kube-system, default", "x0, a.name.with-dots.0"})
    void takesItApart(String namespace, String name) {
        ClusterAccountToken token = Objects.requireNonNull(
                ClusterAccountToken.parse(token("system:serviceaccount:" + namespace + ":" + name)));

        assertThat(token.account()).isEqualTo(new ClusterAccount(namespace, name));
        assertThat(token.account().username()).isEqualTo("system:serviceaccount:" + namespace + ":" + name);
        assertThat(AccountNaming.FULL.of(token.account()))
                .isEqualTo(token.account().username());
        assertThat(AccountNaming.SHORT.of(token.account())).isEqualTo(namespace + ":" + name);
        assertThat(token.account().groups())
                .containsExactlyInAnyOrder(
                        "system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alice",
                "system:serviceaccount",
                "system:serviceaccount:",
                "system:serviceaccount:billing",
                "system:serviceaccount:billing:",
                "system:serviceaccount::invoicer",
                "system:serviceaccount:billing:invoicer:x",
                "system:serviceaccount:billing.x:invoicer",
                "system:serviceaccount:Billing:invoicer",
                "system:serviceaccount:billing:in voicer",
                "system:serviceaccount:billing:*",
                "system:serviceaccount:>:invoicer",
                "system:serviceaccount:billing:invoicer\n",
                "system:serviceaccount:billing:inv\u00f6icer",
                " system:serviceaccount:billing:invoicer",
                "SYSTEM:serviceaccount:billing:invoicer"
            })
    void isNobodyOfAClusterByAnythingElse(String subject) {
        assertThat(ClusterAccountToken.parse(token(subject))).isNull();
    }

    @Test
    void isNobodyByASubjectThatIsTooLongOrNoText() {
        String prefix = "system:serviceaccount:";

        assertThat(ClusterAccountToken.parse(token(prefix + "a".repeat(64) + ":b")))
                .isNull();
        assertThat(ClusterAccountToken.parse(token(prefix + "a:" + "b".repeat(254))))
                .isNull();
        assertThat(ClusterAccountToken.parse(token(prefix + "a:" + "b".repeat(50_000))))
                .isNull();
        assertThat(ClusterAccountToken.parse(token(7))).isNull();
        assertThat(ClusterAccountToken.parse("no token")).isNull();
    }
}
