package io.gatehouse.cli.check;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.cli.check.finding.Findings;
import io.gatehouse.cli.check.live.CheckedUsers;
import io.gatehouse.policy.AnswerSizes;
import io.gatehouse.policy.NoAnswer;
import io.gatehouse.policy.Policy;
import io.gatehouse.service.GatehouseSettings;
import java.time.Clock;
import java.util.List;

/** Compares the answers that the users ask for with what nats-server takes from us in one message. */
final class AnswerSizeCheck {
    private final GatehouseSettings settings;
    private final Clock clock;
    private final Findings findings;

    AnswerSizeCheck(GatehouseSettings settings, Clock clock, Findings findings) {
        this.settings = settings;
        this.clock = clock;
        this.findings = findings;
    }

    /** @param maxPayload what nats-server takes from us in one message, in bytes */
    void run(CheckedUsers users, long maxPayload) {
        Policy policy = UsersCheck.policy(settings, clock);
        int bound = (int) Math.min(Integer.MAX_VALUE, maxPayload);
        AnswerSizes sizes = new AnswerSizes(
                new ResponseJwt(settings.issuer(), settings.issuerAccount()), settings.xkey() != null, () -> bound);
        if (sizes.most() < sizes.ordinary()) {
            findings.fail(
                    "nats-server takes " + maxPayload + " bytes in one message, and an ordinary answer has "
                            + sizes.ordinary() + ", so that nobody can be let in",
                    "raise max_payload, or limits.payload of the AUTH account, to 64KB or more");
            return;
        }
        List<String> tooLarge = users.files().stream()
                .flatMap(file -> NoAnswer.tooLarge(file.users().name(), file.identities(), policy, sizes).stream())
                .toList();
        tooLarge.forEach(findings::fail);
        if (tooLarge.isEmpty()) {
            int largest = users.identities()
                    .mapToInt(user -> sizes.of(user, policy))
                    .max()
                    .orElse(0);
            sayLargest(largest, sizes.most());
        }
    }

    /** Where nobody is let in, or each login may get another answer, none is known. */
    private void sayLargest(int largest, int most) {
        if (largest > 0) {
            findings.ok("the largest answer has " + largest + " bytes, and nats-server takes " + most);
        }
    }
}
