package io.gatehouse.load.clients.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.clients.policy.ClientLibrary;
import io.gatehouse.load.request.TestUsers;
import org.junit.jupiter.api.Test;

class LoginWriterTest {
    private static final String INFO = "{\"server_id\":\"N\",\"nonce\":\"abc_-1\",\"x\":1}";

    private static String connect(LoginWriter login) {
        return new String(login.connect(7, INFO), UTF_8);
    }

    @Test
    void bringsUserAndPasswordAndAsksForAPong() {
        LoginWriter login = new LoginWriter(TestUsers.patterned(100, "u-%d", "p-%d", 0), null, ClientLibrary.NATS_GO);

        assertThat(connect(login))
                .startsWith("CONNECT {\"verbose\":false,")
                .contains("\"lang\":\"go\"", "\"user\":\"u-7\",\"pass\":\"p-7\"")
                .endsWith("}\r\nPING\r\n")
                .doesNotContain("jwt", "sig");
    }

    @Test
    void escapesWhatJsonMustNotHave() {
        LoginWriter login = new LoginWriter(TestUsers.patterned(1, "a\"b", "\\\r\n", 0), null, ClientLibrary.JNATS);

        assertThat(connect(login))
                .contains("\"user\":\"a\\\"b\",\"pass\":\"\\\\\\r\\n\"")
                .hasLineCount(2);
    }

    @Test
    void signsTheServersNonceWithTheSentinel() {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        LoginWriter login = new LoginWriter(
                TestUsers.patterned(1, "u", "p", 0), new CredsFile("e30.e30.c2ln", user), ClientLibrary.NATS_JS);
        byte[] signature = user.sign("abc_-1".getBytes(UTF_8), 0, 6);
        String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(signature);

        assertThat(connect(login)).contains("\"jwt\":\"e30.e30.c2ln\",\"sig\":\"" + text + "\"");
    }

    @Test
    void aServerWithoutANonceHasNoneToSign() {
        assertThat(LoginWriter.nonce("{\"server_id\":\"N\"}")).isEmpty();
        assertThat(LoginWriter.nonce("{\"nonce\":\"cut")).isEmpty();
    }
}
