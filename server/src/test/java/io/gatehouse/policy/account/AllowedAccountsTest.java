package io.gatehouse.policy.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AllowedAccountsTest {
    @Test
    void areAllButTheSystemAccountAndOurOwnUnlessOthersAreNamed() {
        for (List<String> names : List.of(List.<String>of(), List.of("*"))) {
            AllowedAccounts allowed = new AllowedAccounts(names);
            allowed.own("AUTH");

            assertThat(List.of("APP1", "$G", "auth", "SYSTEM")).allMatch(allowed::allows);
            assertThat(List.of("$SYS", "SYS", "AUTH")).noneMatch(allowed::allows);
        }
    }

    @Test
    void areThoseThatAreNamedAndNoOthers() {
        AllowedAccounts allowed = new AllowedAccounts(List.of("APP1"));

        assertThat(allowed.allows("APP1")).isTrue();
        assertThat(List.of("APP2", "app1", "", "*", "$SYS")).noneMatch(allowed::allows);
    }

    @Test
    void areTheSystemAccountAndOurOwnOnlyWhenTheyAreNamed() {
        AllowedAccounts allowed = new AllowedAccounts(List.of("*", "SYS", "AUTH"));
        allowed.own("AUTH");

        assertThat(List.of("APP1", "SYS", "AUTH")).allMatch(allowed::allows);
        assertThat(allowed.allows("$SYS")).isFalse();
        assertThat(allowed.names("SYS")).isTrue();
        assertThat(allowed.names("APP1")).isFalse();
    }

    @Test
    void privilegedAreTheSystemAccountAndOurOwnUnlessTheyAreNamed() {
        AllowedAccounts allowed = new AllowedAccounts(List.of("APP1", "SYS"));
        allowed.own("AUTH");

        assertThat(List.of("$SYS", "AUTH")).allMatch(allowed::isPrivileged);
        assertThat(List.of("SYS", "APP1", "APP2")).noneMatch(allowed::isPrivileged);
    }

    @Test
    void takesNothingBackOfWhatItWasToldBefore() {
        AllowedAccounts allowed = new AllowedAccounts(List.of());

        assertThat(allowed.own("AUTH")).isFalse();
        assertThat(allowed.own("AUTH")).isFalse();
        assertThat(allowed.own("APP1")).isTrue();

        assertThat(allowed.allows("AUTH")).isFalse();
        assertThat(allowed.allows("APP1")).isFalse();
        assertThat(allowed.allows("APP2")).isTrue();
    }
}
