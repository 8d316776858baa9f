package io.gatehouse.policy.entitlement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"a", "a.b.c", "*", ">", "a.*.c", "a.>", "*.*", "$SYS.REQ.>", "_INBOX.x-1", "grüße.日本", "$KV.b/c"
            })
    void takeWhatTheServerTakes(String subject) {
        assertThat(Subjects.mistake(subject, false)).isNull();
        assertThat(Subjects.mistake(subject, true)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "''|is empty",
                ".a|has an empty token",
                "a.|has an empty token",
                "a..b|has an empty token",
                "a.>.b|has a '>' before its end",
                "foo*|has a '*' that is not a whole token",
                "a.b>|has a '>' that is not a whole token",
                "a.**|has a '*' that is not a whole token",
                "app.{{name()}}|is a template, which works only in the scope of a signing key",
                "a b|has a space"
            },
            delimiter = '|')
    void sayWhatIsWrong(String subject, String mistake) {
        assertThat(Subjects.mistake(subject, false)).isEqualTo(mistake);
    }

    @Test
    void refuseControlCharactersAndOtherSpaces() {
        assertThat(Subjects.mistake("a\tb", true)).contains("control character");
        assertThat(Subjects.mistake("a\u2003b", true)).contains("space of another kind");
    }

    @Test
    void takeAQueueGroupOnlyWhereOneMayBe() {
        assertThat(Subjects.mistake("orders.* workers", true)).isNull();
        assertThat(Subjects.mistake("orders.* v1.>", true)).isNull();
        assertThat(Subjects.mistake("orders.* workers", false)).isEqualTo("has a space");
        assertThat(Subjects.mistake("orders.* a b", true)).startsWith("has more than one space");
        assertThat(Subjects.mistake("orders.* ", true)).isEqualTo("has an empty token");
        assertThat(Subjects.mistake(" workers", true)).isEqualTo("has an empty token");
    }
}
