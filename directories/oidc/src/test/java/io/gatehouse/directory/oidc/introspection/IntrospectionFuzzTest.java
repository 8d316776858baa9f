package io.gatehouse.directory.oidc.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.UndecidedException;
import java.util.Map;

/** Whatever a provider answers, nobody comes in but by {@code active: true}, and no message quotes the answer. */
class IntrospectionFuzzTest {
    private static final WebUrl URL = WebUrl.parse("https://id.example.com/introspect");

    @FuzzTest
    void read(byte[] body) {
        try {
            TokenState state = IntrospectionReader.read(new WebAnswer(URL, 200, Map.of(), body));
            if (state instanceof TokenState.Active active) {
                assertThat(active.claims()).containsEntry("active", true);
            }
        } catch (UndecidedException e) {
            assertThat(e)
                    .message()
                    .isIn(
                            URL + " answers with something else than a JSON object",
                            URL + " does not say whether a token is active");
        }
    }
}
