package io.gatehouse.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateInboxTest {
    private static List<String> own(String name, ValueHandling handling) throws TemplateException {
        return Template.expandAll(
                PrivateInbox.subscribe(), SampleTemplateValues.named(name), TemplatePlace.SUBJECT, handling);
    }

    @Test
    void isBelowTheOwnersName() throws TemplateException {
        assertThat(own("bob", ValueHandling.REFUSE)).containsExactly("_INBOX.bob.>");
        assertThat(own("bob@corp.example", ValueHandling.ENCODE)).containsExactly("_INBOX.bob=40corp=2Eexample.>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">",
                "> q",
                "*.>",
                "*.*",
                "*.*.>",
                "_INBOX.>",
                "_INBOX.*",
                "_INBOX.*.x",
                "_INBOX.eve.>",
                "_INBOX.eve.1 q",
                "_INBOX.bo.>"
            })
    void isContradictedByWhatReachesOthers(String allowed) throws TemplateException {
        assertThat(PrivateInbox.opensOthers(List.of("a.>", allowed, "b"), own("bob", ValueHandling.REFUSE)))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"_INBOX.bob.>", "_INBOX.bob.> q", "_INBOX.bob.*", "*.bob.x", "_INBOX", "*", "_INBOXES.>", "a.*.>"
            })
    void isNotContradictedByWhatDoesNot(String allowed) throws TemplateException {
        assertThat(PrivateInbox.opensOthers(List.of(allowed), own("bob", ValueHandling.REFUSE)))
                .isNull();
    }

    @Test
    void coversEveryInbox() {
        assertThat(PrivateInbox.INBOXES).containsExactly("_INBOX.>");
    }
}
