package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gatehouse.directory.web.WebAnswer;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.UndecidedException;
import java.util.Map;
import java.util.Set;

/** Whatever an API server answers, it is read or decides nothing. */
class ReviewFuzzTest {
    private static final WebUrl SERVER = WebUrl.parse("https://k8s.example.com");

    @FuzzTest
    void read(byte[] body) {
        try {
            TokenReview review = TokenReview.read(new WebAnswer(SERVER, 201, Map.of(), body));
            if (review.authenticated()) {
                review.verify(ClusterToken.SUBJECT, Set.of("nats"));
                assertThat(review.username()).isEqualTo(ClusterToken.SUBJECT);
            } else {
                assertThat(ReviewError.rejection(review.error(), false).detail())
                        .startsWith("token_");
            }
        } catch (UndecidedException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }
}
