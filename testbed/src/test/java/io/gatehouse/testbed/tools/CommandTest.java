package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @Test
    void returnsWhatIsPrintedOnEitherStream() throws Exception {
        assertThat(Command.of("sh", "-c", "echo one; echo two >&2").run(LONG)).isEqualTo("one\ntwo\n");
    }

    @Test
    void runsInAFolderWithVariables() throws Exception {
        String printed = Command.of("sh", "-c", "echo $PWD $COLOUR")
                .in(folder.toRealPath())
                .with("COLOUR", "green")
                .run(LONG);

        assertThat(printed).isEqualTo(folder.toRealPath() + " green\n");
    }

    @Test
    void saysWhyItFailedWithTheLastLines() {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> Command.of("sh", "-c", "echo a; echo b; echo; echo c; echo d; exit 7")
                        .run(LONG))
                .withMessage("'sh -c' ended with exit code 7: b | c | d");
    }

    @Test
    void endsWhatTakesTooLongWithItsChildren() throws Exception {
        Path pid = folder.resolve("pid");
        Command slow = Command.of("sh", "-c", "sleep 600 & echo $! > " + pid + "; wait");

        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> slow.run(Duration.ofSeconds(3)))
                .withMessage("'sh -c' took longer than 3 s");

        long child = Long.parseLong(Files.readString(pid).strip());
        await().atMost(LONG).until(() -> hasEnded(child));
    }

    /** Also where nobody has collected it yet, as in a container whose first process does not do that. */
    private static boolean hasEnded(long process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process), "stat"))
                    .contains(") Z ");
        } catch (IOException e) {
            return ProcessHandle.of(process).isEmpty();
        }
    }
}
