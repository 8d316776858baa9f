package io.gatehouse.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.Verdict.Granted;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared are warm answers to the same requests, which say as much. */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres"})
class WarmComparisonIT {
    /** Every user, and then each once more. */
    private static final int REQUESTS = 2 * Requests.USERS.size();

    private final List<Decision> decisions = new ArrayList<>();
    private final List<Integer> sizes = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void bothAnswerTheSameAndWarm(WarmKind kind) throws Exception {
        try (WarmComparison both = new WarmComparison(
                kind,
                (request, replyTo, body) -> sizes.add(body.length),
                (decision, requests) -> decisions.add(decision))) {
            both.file().answer(REQUESTS);
            both.other().answer(REQUESTS);
        }

        assertThat(decisions)
                .hasSize(2 * REQUESTS)
                .allSatisfy(decision -> assertThat(decision.verdict()).isInstanceOf(Granted.class));
        List<Decision> byFile = decisions.subList(0, REQUESTS);
        List<Decision> byOther = decisions.subList(REQUESTS, decisions.size());
        assertThat(byFile.subList(REQUESTS / 2, REQUESTS)).allMatch(decision -> decision.origin() == Origin.CACHE);
        assertThat(byOther.subList(REQUESTS / 2, REQUESTS))
                .allMatch(decision -> decision.origin() == (kind == WarmKind.NKEY ? Origin.DIRECTORY : Origin.CACHE));
        for (int i = 0; i < REQUESTS; i++) {
            assertThat(name(byOther.get(i))).isEqualTo(name(byFile.get(i)));
            assertThat(sizes.get(REQUESTS + i)).isEqualTo(sizes.get(i));
        }
    }

    private static String name(Decision decision) {
        return Objects.requireNonNull(decision.identity()).name();
    }
}
