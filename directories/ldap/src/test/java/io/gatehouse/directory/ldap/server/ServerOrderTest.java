package io.gatehouse.directory.ldap.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerOrderTest {
    private static final LdapAddress A = LdapAddress.parse("ldap://a");
    private static final LdapAddress B = LdapAddress.parse("ldap://b");
    private static final LdapAddress C = LdapAddress.parse("ldap://c");
    private static final long LATER = Duration.ofSeconds(6).toNanos();

    @Test
    void beginsWithTheFirst() {
        ServerOrder order = new ServerOrder(List.of(A, B, C), ServerSelection.FAILOVER);

        assertThat(order.now(0)).containsExactly(A, B, C);
        assertThat(order.now(0)).containsExactly(A, B, C);
    }

    @Test
    void takesEachInTurn() {
        ServerOrder order = new ServerOrder(List.of(A, B, C), ServerSelection.ROUND_ROBIN);

        assertThat(order.now(0)).containsExactly(A, B, C);
        assertThat(order.now(0)).containsExactly(B, C, A);
        assertThat(order.now(0)).containsExactly(C, A, B);
        assertThat(order.now(0)).containsExactly(A, B, C);
    }

    @Test
    void leavesAServerThatFailedForTheEnd() {
        ServerOrder order = new ServerOrder(List.of(A, B, C), ServerSelection.FAILOVER);
        order.failed(A, 0);

        assertThat(order.now(1)).containsExactly(B, C, A);
        assertThat(order.now(LATER)).containsExactly(A, B, C);
        order.failed(A, LATER);
        order.succeeded(A);
        assertThat(order.now(LATER + 1)).containsExactly(A, B, C);
    }
}
