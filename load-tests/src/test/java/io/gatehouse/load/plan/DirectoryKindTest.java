package io.gatehouse.load.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Plans are made with what the benchmarks tell, and the guide tells the same. */
class DirectoryKindTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Pattern COLD = Pattern.compile("(?m)^\\| `([a-z]+)` \\|.*\\| ([0-9]+) us \\|$");

    @Test
    void coldAnswersTakeWhatWasMeasured() throws IOException {
        Map<String, Double> measured = COLD.matcher(Files.readString(DOCS.resolve("benchmarks.md")))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), row -> Double.valueOf(row.group(2))));

        assertThat(measured)
                .containsOnlyKeys("http", "ldap", "postgres", "oidc")
                .allSatisfy(
                        (name, micros) -> assertThat(DirectoryKind.named(name).coldMicros())
                                .as(name)
                                .isEqualTo(micros));
    }

    @Test
    void theGuideTellsTheSameCosts() throws IOException {
        String page = Files.readString(DOCS.resolve("guides/sizing.md"));

        assertThat(row(page, "\\| a signed nonce \\(nkey\\); a client certificate \\| (\\d+) us; (\\d+) us \\|"))
                .containsExactly(DirectoryKind.NKEY.coldMicros(), DirectoryKind.CERTIFICATE.coldMicros());
        assertThat(row(page, "\\| a JWT that is not in the cache \\(`oidc`\\) \\| (\\d+) us \\|"))
                .containsExactly(DirectoryKind.OIDC.coldMicros());
        assertThat(row(page, "\\| a question to a web service; LDAP; PostgreSQL \\| (\\d+); (\\d+); (\\d+) us \\|"))
                .containsExactly(
                        DirectoryKind.HTTP.coldMicros(),
                        DirectoryKind.LDAP.coldMicros(),
                        DirectoryKind.POSTGRES.coldMicros());
    }

    private static double[] row(String page, String pattern) {
        MatchResult found =
                Pattern.compile(pattern).matcher(page).results().findFirst().orElseThrow();
        double[] costs = new double[found.groupCount()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = Double.parseDouble(found.group(i + 1));
        }
        return costs;
    }
}
