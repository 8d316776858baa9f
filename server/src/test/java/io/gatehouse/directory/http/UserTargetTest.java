package io.gatehouse.directory.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserTargetTest {
    @ParameterizedTest
    @CsvSource({
        "alice, alice",
        "a b, a%20b",
        "a?b=c&d#e, a%3Fb%3Dc%26d%23e",
        "a/b, a%2Fb",
        "50%, 50%25",
        "grüße, gr%C3%BC%C3%9Fe",
        "{user}, %7Buser%7D",
        "-._~, -._~"
    })
    void aNameIsOnePart(String user, String encoded) {
        assertThat(UserTarget.of(UserTarget.parse("http://host/u/{user}?of={user}"), user)
                        .target())
                .isEqualTo("/u/" + encoded + "?of=" + encoded);
    }

    @Test
    void whatHasNoPlaceStaysAsItIs() {
        assertThat(UserTarget.of(UserTarget.parse("http://host/u"), "alice").target())
                .isEqualTo("/u");
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "../etc/passwd", "a/b", "a\\b"})
    void namesThatServersTakeForPathsAreNotAskedFor(String user) {
        assertThat(UserTarget.couldLeadAstray(user)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "a.b", "..a", "..."})
    void othersAre(String user) {
        assertThat(UserTarget.couldLeadAstray(user)).isFalse();
    }
}
