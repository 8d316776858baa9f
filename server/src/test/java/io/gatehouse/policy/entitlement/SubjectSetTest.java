package io.gatehouse.policy.entitlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.claims.Permissions.SubjectRules;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectSetTest {
    @Test
    void tellsEverythingFromNothing() {
        assertThat(SubjectSet.EVERYTHING.rules()).isEqualTo(SubjectRules.NONE);
        assertThat(SubjectSet.NOTHING.rules().deny()).containsExactly(">");
        assertThat(SubjectSet.EVERYTHING.isEverything()).isTrue();
        assertThat(SubjectSet.NOTHING.isEverything()).isFalse();
        assertThat(SubjectSet.except(List.of())).isEqualTo(SubjectSet.EVERYTHING);
    }

    @Test
    void isNeverEverythingSinceAListTurnedOutEmpty() {
        assertThatThrownBy(() -> SubjectSet.of(List.of(), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is an empty list, which nats-server takes for \"everything\"");
    }

    @Test
    void holdsNothingButSubjects() {
        assertThatThrownBy(() -> SubjectSet.of(List.of("a..b"), List.of())).hasMessageContaining("has an empty token");
        assertThatThrownBy(() -> SubjectSet.of(List.of("a"), List.of("b\tc")))
                .hasMessageContaining("control character");
        assertThatThrownBy(() -> SubjectSet.except(List.of("{{name()}}"))).hasMessageContaining("is a template");
    }

    @Test
    void hasQueueGroupsForSubscribingOnly() {
        SubjectSet queue = SubjectSet.of(List.of("orders.* workers"), List.of());

        assertThat(new UserPermissions(SubjectSet.EVERYTHING, queue, null).claims())
                .isEqualTo(new Permissions(SubjectRules.NONE, queue.rules(), null));
        assertThatThrownBy(() -> new UserPermissions(queue, SubjectSet.EVERYTHING, null))
                .hasMessageContaining("has a space");
    }

    @Test
    void goesWithANumberOfResponses() {
        Responses negative = new Responses(-2, Duration.ZERO);

        assertThatThrownBy(() -> new UserPermissions(SubjectSet.EVERYTHING, SubjectSet.EVERYTHING, negative))
                .hasMessageContaining("-1 or more");
    }
}
