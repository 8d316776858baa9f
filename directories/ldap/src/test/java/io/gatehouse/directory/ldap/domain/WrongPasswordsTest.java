package io.gatehouse.directory.ldap.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.ldap.domain.WrongPasswords.End;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongPasswordsTest {
    private static final LockoutPolicy THREE = new LockoutPolicy(3, Duration.ofMinutes(30));
    private static final String ALICE = "cn=alice";

    private final AtomicLong clock = new AtomicLong(-7);
    private final WrongPasswords passwords = new WrongPasswords(clock::get);

    private boolean tryOne(End end) {
        boolean begun = passwords.begin(ALICE, ServerCount.UNKNOWN, THREE);
        if (begun) {
            passwords.end(ALICE, end);
        }
        return begun;
    }

    private void tryAll(End... ends) {
        assertThat(ends).allMatch(this::tryOne);
    }

    private static ServerCount counted(int wrong) {
        return ServerCount.UNKNOWN.plus(wrong);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    @Test
    void takesSoManyWrongOnesInARow() {
        assertThat(tryOne(End.WRONG)).isTrue();
        assertThat(tryOne(End.WRONG)).isTrue();
        assertThat(tryOne(End.WRONG)).isTrue();
        assertThat(tryOne(End.RIGHT)).isFalse();
        assertThat(passwords.begin("cn=bob", ServerCount.UNKNOWN, THREE)).isTrue();
    }

    @Test
    void aRightOneEndsTheRow() {
        tryAll(End.WRONG, End.WRONG, End.RIGHT);

        assertThat(passwords.users()).isZero();
        tryAll(End.WRONG, End.WRONG);
    }

    /** A server counts on as long as the last one is younger than its window, however long the row lasts. */
    @Test
    void theWindowBeginsWithTheLastOne() {
        assertThat(tryOne(End.WRONG)).isTrue();
        pass(Duration.ofMinutes(29));
        assertThat(tryOne(End.WRONG)).isTrue();
        pass(Duration.ofMinutes(29));
        assertThat(tryOne(End.WRONG)).isTrue();
        pass(Duration.ofMinutes(29));
        assertThat(tryOne(End.WRONG)).isFalse();
        pass(Duration.ofMinutes(1));
        assertThat(tryOne(End.WRONG)).isTrue();
    }

    @Test
    void countsThoseThatAreUnderWay() {
        assertThat(passwords.begin(ALICE, ServerCount.UNKNOWN, THREE)).isTrue();
        assertThat(passwords.begin(ALICE, ServerCount.UNKNOWN, THREE)).isTrue();
        assertThat(passwords.begin(ALICE, ServerCount.UNKNOWN, THREE)).isTrue();
        assertThat(passwords.begin(ALICE, ServerCount.UNKNOWN, THREE)).isFalse();
        passwords.end(ALICE, End.UNDECIDED);
        assertThat(passwords.begin(ALICE, ServerCount.UNKNOWN, THREE)).isTrue();
    }

    @Test
    void countsWhatTheServerHasCounted() {
        assertThat(passwords.begin(ALICE, counted(3), THREE)).isFalse();
        assertThat(passwords.users()).isZero();
        assertThat(passwords.begin(ALICE, counted(2), THREE)).isTrue();
        assertThat(passwords.begin(ALICE, counted(2), THREE)).isFalse();
    }

    /** Or whoever was let in by another service, or has got a new password, would be kept out to the end of the window. */
    @Test
    void aRowThatHasEndedAtTheServerHasEnded() {
        tryAll(End.WRONG, End.WRONG, End.WRONG);
        pass(Duration.ofMinutes(10));

        assertThat(passwords.begin(ALICE, new ServerCount(0, Duration.ofMinutes(9)), THREE))
                .as("the clocks may differ")
                .isFalse();
        assertThat(passwords.begin(ALICE, new ServerCount(3, Duration.ofMinutes(8)), THREE))
                .as("others have guessed since")
                .isFalse();
        assertThat(passwords.begin(ALICE, new ServerCount(2, Duration.ofMinutes(8)), THREE))
                .isTrue();
        passwords.end(ALICE, End.WRONG);
        assertThat(passwords.begin(ALICE, new ServerCount(0, Duration.ofMinutes(8)), THREE))
                .as("the row is a new one")
                .isFalse();
    }

    /** Times of 1601 and times to come are of no harm. */
    @Test
    void aRowEndsByNoTimeThatIsNone() {
        tryAll(End.WRONG, End.WRONG, End.WRONG);

        assertThat(passwords.begin(ALICE, new ServerCount(0, Duration.ofDays(425 * 365)), THREE))
                .isFalse();
        assertThat(passwords.begin(ALICE, new ServerCount(3, Duration.ofDays(-9_000_000)), THREE))
                .isFalse();
    }

    @Test
    void whatNoServerHasLookedAtCountsNot() {
        for (int i = 0; i < 10; i++) {
            assertThat(tryOne(End.UNDECIDED)).isTrue();
        }
        assertThat(passwords.users()).isZero();
    }

    @Test
    void whatIsNoGuessIsTriedAndCounted() {
        tryAll(End.WRONG, End.WRONG, End.WRONG);
        passwords.beginAnyway(ALICE, THREE);
        passwords.end(ALICE, End.RIGHT);
        assertThat(tryOne(End.WRONG)).isTrue();
    }

    @Test
    void knowsSoManyUsersAndNoMore() {
        passwords.beginAnyway(ALICE, THREE);
        for (int i = 0; i < 20_000; i++) {
            String user = "cn=" + i;
            assertThat(passwords.begin(user, ServerCount.UNKNOWN, THREE)).isTrue();
            passwords.end(user, End.WRONG);
        }
        assertThat(passwords.users()).isLessThanOrEqualTo(16 * 1024 + 1);
        assertThat(passwords.begin(ALICE, counted(2), THREE))
                .as("the one under way counts")
                .isFalse();
    }
}
