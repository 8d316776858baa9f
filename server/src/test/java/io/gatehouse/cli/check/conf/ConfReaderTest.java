package io.gatehouse.cli.check.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfReaderTest {
    @TempDir
    private Path dir;

    private Object read(String text) throws IOException {
        Path file = dir.resolve("server.conf");
        Files.writeString(file, text);
        return plain(new ConfReader(Map.of("HOME_ACCOUNT", "APP9", "SIZE", "12kb")).read(file));
    }

    private static Object plain(ConfValue value) {
        if (value.value() instanceof List) {
            return value.items().stream().map(ConfReaderTest::plain).toList();
        }
        if (value.value() instanceof Map) {
            Map<String, Object> entries = new LinkedHashMap<>();
            value.entries().forEach((key, entry) -> entries.put(key, plain(entry)));
            return entries;
        }
        return value.value();
    }

    @Test
    void readsEverySpellingOfKeysAndValues() throws IOException {
        assertThat(read("""
                        # comment
                        a: 1, b = 'two' ; c three // comment
                        "d e" { f: "x\\ty", g: [one, two,  "three"
                          four] }
                        h (
                        block of
                        text
                        )
                        url: nats://127.0.0.1:4222
                        """))
                .isEqualTo(Map.of(
                        "a", 1L,
                        "b", "two",
                        "c", "three",
                        "d e", Map.of("f", "x\ty", "g", List.of("one", "two", "three", "four")),
                        "h", "\nblock of\ntext\n",
                        "url", "nats://127.0.0.1:4222"));
    }

    @Test
    void tellsTextsFromNumbersSwitchesAndDates() throws IOException {
        assertThat(read("""
                        a: 12kb, b: 5m, c: -1, d: 1.5, e: yes, f: 2026-01-31T12:00:00Z, g: 4e2abc, h: 1!2go, i: 1e5
                        j: 127.0.0.1:4222, k: 'yes', l: "12", m: a#b, n: a"b, o: a{b, p: a[b
                        """))
                .isEqualTo(Map.ofEntries(
                        Map.entry("a", 12L * 1024),
                        Map.entry("b", 5_000_000L),
                        Map.entry("c", -1L),
                        Map.entry("d", 1.5),
                        Map.entry("e", true),
                        Map.entry("f", Instant.parse("2026-01-31T12:00:00Z")),
                        Map.entry("g", "4e2abc"),
                        Map.entry("h", "1!2go"),
                        Map.entry("i", "1e5"),
                        Map.entry("j", "127.0.0.1:4222"),
                        Map.entry("k", "yes"),
                        Map.entry("l", "12"),
                        Map.entry("m", "a#b"),
                        Map.entry("n", "a\"b"),
                        Map.entry("o", "a{b"),
                        Map.entry("p", "a[b")));
    }

    @Test
    void replacesVariables() throws IOException {
        assertThat(read("A: outer\nm { A: inner, b: $A, c: $HOME_ACCOUNT }\nd: $A\ne: $SIZE\npassword: $2a$11$x/y."))
                .isEqualTo(Map.of(
                        "A",
                        "outer",
                        "m",
                        Map.of("A", "inner", "b", "inner", "c", "APP9"),
                        "d",
                        "outer",
                        "e",
                        12L * 1024,
                        "password",
                        "$2a$11$x/y."));
    }

    @Test
    void followsIncludes() throws IOException {
        Files.writeString(dir.resolve("more.conf"), "b: 2");

        assertThat(read("a: 1\ninclude more.conf\nm { include './more.conf' }"))
                .isEqualTo(Map.of("a", 1L, "b", 2L, "m", Map.of("b", 2L)));
    }

    @Test
    void namesTheLineOfAMistakeAndNoSecret() {
        assertThatThrownBy(() -> read("a: 1\nb: {\nc: [x\n"))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("server.conf: line 4: the file ends in an array");
        assertThatThrownBy(() -> read("a: $NO_SUCH_VARIABLE"))
                .hasMessageContaining("line 1: the variable NO_SUCH_VARIABLE is not set");
        assertThatThrownBy(() -> read("\na: \"b")).hasMessageContaining("line 2: a quoted text has no end");
        assertThatThrownBy(() -> read("password: $2b$10$secret"))
                .hasMessageContaining("line 1: a bcrypt hash without quotes is taken for a variable")
                .hasMessageContaining("put it in quotes")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> read("password: \"a\\u0041\"")).hasMessageContaining("follow a backslash");
    }

    @Test
    void boundsItsDepth() {
        assertThatThrownBy(() -> read("a: " + "[".repeat(100_000))).hasMessageContaining("nested too deeply");
        assertThatThrownBy(() -> read("include server.conf")).hasMessageContaining("nested too deeply");
    }

    @Test
    void readsWhatACalloutNeeds() throws IOException {
        Path file = dir.resolve("server.conf");
        Files.writeString(file, """
                accounts { AUTH: { users: [ {user: auth, password: x}, {nkey: UABC} ] }, APP: {} }
                Authorization {
                  users: [ {user: global} ]
                  auth_callout { issuer: AABC, users: [auth], key: XABC }
                }
                """);

        ServerConf conf = ServerConf.read(file, Map.of());

        assertThat(conf.operatorMode()).isFalse();
        assertThat(conf.authTimeout()).isEqualTo(2);
        assertThat(conf.callout()).isEqualTo(new ServerConf.Callout("AABC", "$G", List.of("auth"), "XABC"));
        assertThat(conf.accounts())
                .containsEntry("$G", java.util.Set.of("global"))
                .containsEntry("AUTH", java.util.Set.of("auth", "UABC"))
                .containsKey("APP");
    }
}
