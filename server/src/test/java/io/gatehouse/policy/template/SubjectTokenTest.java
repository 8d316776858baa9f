package io.gatehouse.policy.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTokenTest {
    /** The examples of the reference page. */
    @ParameterizedTest
    @CsvSource({
        "bob, bob",
        "Bob_the-2nd, Bob_the-2nd",
        "bob@corp.example, bob=40corp=2Eexample",
        "R & D, R=20=26=20D",
        "a=b, a=3Db",
        "=2E, =3D2E",
        "_INBOX, =5FINBOX",
        "__a_, =5F_a_",
        "$SYS, =24SYS",
        "*, =2A",
        ">, =3E",
        "a/b:c, a=2Fb=3Ac",
        "é, =C3=A9",
        "e\u0301, e=CC=81",
        "語, =E8=AA=9E",
        "😀, =F0=9F=98=80",
        "'', ="
    })
    void areWrittenInLettersThatAnyTokenMayHave(String text, String token) {
        assertThat(SubjectToken.encode(text)).isEqualTo(token);
        assertThat(SubjectToken.decode(token)).isEqualTo(text.isEmpty() ? null : text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a=", "a=4", "a=3d", "=61", "=E9", "=C3", "_a", "é", "a=+1b"})
    void standForNoText(String token) {
        assertThat(SubjectToken.decode(token)).isNull();
    }

    @Test
    void encodeTheValueOfATagOnly() {
        assertThat(SubjectToken.encodeTag("team:a.b")).isEqualTo("team:a=2Eb");
        assertThat(SubjectToken.encodeTag("team.x:a:b")).isEqualTo("team.x:a=3Ab");
        assertThat(SubjectToken.encodeTag("a.b")).isEqualTo("a.b");
        assertThat(SubjectToken.encodeTag("team:")).isEqualTo("team:=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "*", "a>", "a b", "a\tb", "a\u00a0b", "a\u3000", "{{", "a}}"})
    void doNotFit(String text) {
        assertThat(SubjectToken.fits(text, false)).isFalse();
        assertThat(SubjectToken.tagFits("x:" + text, false)).isFalse();
        assertThat(SubjectToken.tagFits(text.replace(":", ""), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "_x", "$x", "a=b", "a:b", "é", "{a}", "a@b"})
    void fit(String text) {
        assertThat(SubjectToken.fits(text, false)).isTrue();
        assertThat(SubjectToken.tagFits("x:" + text, false)).isTrue();
    }

    @Test
    void mayBeSeveralWhereDotsAreAllowed() {
        assertThat(SubjectToken.fits("bob@corp.example", true)).isTrue();
        assertThat(SubjectToken.tagFits("mail:bob@corp.example", true)).isTrue();
        assertThat(SubjectToken.fits("a.*", true)).isFalse();
    }
}
