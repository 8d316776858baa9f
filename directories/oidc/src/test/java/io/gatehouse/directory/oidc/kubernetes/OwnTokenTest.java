package io.gatehouse.directory.oidc.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that is written anew as kubelet does it: in another folder, to which a link is then moved. */
class OwnTokenTest {
    private static final Duration ALWAYS = Duration.ofNanos(1);
    private static final Duration NEVER = Duration.ofDays(1);

    @TempDir
    private Path volume;

    private Path token;

    @BeforeEach
    void mount() throws IOException {
        turn("..2026_1", "first\n");
        token = Files.createSymbolicLink(volume.resolve("token"), Path.of("..data", "token"));
    }

    private void turn(String folder, String content) throws IOException {
        Path made = Files.createDirectory(volume.resolve(folder));
        Files.writeString(made.resolve("token"), content);
        Path next = Files.createSymbolicLink(volume.resolve("..data_tmp"), Path.of(folder));
        Files.move(next, volume.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void followsTheFile() throws IOException {
        OwnToken own = OwnToken.of("pods", token, ALWAYS);
        assertThat(own.text()).isEqualTo("first");

        turn("..2026_2", "second");

        await().until(() -> own.text().equals("second"));
    }

    @Test
    void isReadAnewWhenItWasRefused() throws IOException {
        OwnToken own = OwnToken.of("pods", token, NEVER);
        assertThat(own.otherThan("first").block()).isNull();

        turn("..2026_2", "second");

        assertThat(own.text()).isEqualTo("first");
        assertThat(own.otherThan("first").block()).isEqualTo("second");
        assertThat(own.otherThan("first").block()).isEqualTo("second");
        assertThat(own.text()).isEqualTo("second");
        assertThat(own.otherThan("second").block()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "two words", "line\nline", "b\u00e4r", "a\u0000b"})
    void keepsTheOneBeforeWhereTheFileIsNoToken(String content) throws IOException {
        OwnToken own = OwnToken.of("pods", token, NEVER);

        turn("..2026_2", content);

        assertThat(own.otherThan("first").block()).isNull();
        assertThat(own.text()).isEqualTo("first");
        assertThatThrownBy(() -> OwnToken.of("pods", token)).isInstanceOf(IOException.class);
    }

    @Test
    void keepsTheOneBeforeWhileThereIsNoFile() throws IOException {
        OwnToken own = OwnToken.of("pods", token, NEVER);

        Files.delete(volume.resolve("..data"));
        assertThat(own.otherThan("first").block()).isNull();
        assertThat(own.text()).isEqualTo("first");
        turn("..2026_3", "third");

        assertThat(own.otherThan("first").block()).isEqualTo("third");
    }

    @Test
    void readsNoFileThatIsNone() throws IOException {
        assertThatThrownBy(() -> OwnToken.of("pods", volume)).isInstanceOf(IOException.class);
        Path large = Files.writeString(volume.resolve("large"), "x".repeat(100_000));
        assertThatThrownBy(() -> OwnToken.of("pods", large)).isInstanceOf(IOException.class);
    }

    @Test
    void tellsNoToken() throws IOException {
        assertThat(OwnToken.of("pods", token).toString()).doesNotContain("first");
    }
}
