package io.gatehouse.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.transport.Rights.Answering;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shows that answers are no longer taken, and what somebody else may have brought about. */
class RightsTest {
    private static Violation publishing(String subject) {
        return Objects.requireNonNull(Violation.of("Permissions Violation for Publish to \"" + subject + "\""));
    }

    @ParameterizedTest
    @CsvSource({
        "ALLOWED,$SYS._INBOX.gatehouse.rights,true",
        "ALLOWED,$SYS._INBOX..x,false",
        "ALLOWED,$SYS._INBOX.x.,false",
        "ALLOWED,$SYS._INBOX.gatehouse..rights,false",
        "ALLOWED,_R_.x,false",
        "UNKNOWN,$SYS._INBOX.x,true",
        "UNKNOWN,_INBOX.x,false",
        "AS_RESPONSES,$SYS._INBOX.gatehouse.rights,false",
    })
    void onlyWhatNobodyElseChoosesShowsThatARightIsLost(Answering answering, String subject, boolean lost) {
        assertThat(answering.isLostBy(publishing(subject))).isEqualTo(lost);
    }
}
