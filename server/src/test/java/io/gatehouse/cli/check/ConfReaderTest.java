package io.gatehouse.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfReaderTest {
    @TempDir
    private Path dir;

    private Map<String, Object> read(String text) throws IOException {
        Path file = dir.resolve("server.conf");
        Files.writeString(file, text);
        return new ConfReader(Map.of("HOME_ACCOUNT", "APP9")).read(file);
    }

    @Test
    void readsEverySpellingOfKeysAndValues() throws IOException {
        assertThat(read("""
                        # comment
                        a: 1, b = 'two' ; c three // comment
                        "d e" { f: "x\\ty", g: [1, two  "three"
                          four] }
                        h (
                        block of
                        text
                        )
                        url: nats://127.0.0.1:4222
                        """))
                .isEqualTo(Map.of(
                        "a", "1",
                        "b", "two",
                        "c", "three",
                        "d e", Map.of("f", "x\ty", "g", List.of("1", "two", "three", "four")),
                        "h", "block of\ntext",
                        "url", "nats://127.0.0.1:4222"));
    }

    @Test
    void replacesVariables() throws IOException {
        assertThat(read("A: outer\nm { A: inner, b: $A, c: $HOME_ACCOUNT }\nd: $A\npassword: $2a$11$x/y."))
                .containsEntry("m", Map.of("A", "inner", "b", "inner", "c", "APP9"))
                .containsEntry("d", "outer")
                .containsEntry("password", "$2a$11$x/y.");
    }

    @Test
    void followsIncludes() throws IOException {
        Files.writeString(dir.resolve("more.conf"), "b: 2");

        assertThat(read("a: 1\ninclude more.conf\nm { include './more.conf' }"))
                .isEqualTo(Map.of("a", "1", "b", "2", "m", Map.of("b", "2")));
    }

    @Test
    void namesTheLineOfAMistake() {
        assertThatThrownBy(() -> read("a: 1\nb: {\nc: [1\n"))
                .isInstanceOf(ConfException.class)
                .hasMessageContaining("server.conf: line 4: ']' is missing");
        assertThatThrownBy(() -> read("a: $NO_SUCH_VARIABLE"))
                .hasMessageContaining("line 1: the variable NO_SUCH_VARIABLE is not set");
        assertThatThrownBy(() -> read("a: \"b")).hasMessageContaining("a quoted text has no end");
        assertThatThrownBy(() -> read("}")).hasMessageContaining("unexpected '}'");
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
        assertThat(conf.callout()).isEqualTo(new ServerConf.Callout("AABC", "$G", List.of("auth"), "XABC"));
        assertThat(conf.accounts())
                .containsEntry("$G", java.util.Set.of("global"))
                .containsEntry("AUTH", java.util.Set.of("auth", "UABC"))
                .containsKey("APP");
    }
}
