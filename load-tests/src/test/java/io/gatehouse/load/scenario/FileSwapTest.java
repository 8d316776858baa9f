package io.gatehouse.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSwapTest {
    /** Each round begins with the same two files, one of which the round before has left in place. */
    @Test
    void swapsInEveryRound(@TempDir Path folder) throws IOException {
        Path enabled = Files.writeString(folder.resolve("enabled.json"), "enabled");
        Path disabled = Files.writeString(folder.resolve("disabled.json"), "disabled");
        for (int round = 0; round < 2; round++) {
            FileSwap swap = FileSwap.at(folder.resolve("large.json"));
            for (Path next : new Path[] {enabled, disabled, enabled}) {
                long before = System.nanoTime();
                assertThat(swap.replaceBy(next)).isGreaterThanOrEqualTo(before);
                assertThat(swap.path()).hasSameTextualContentAs(next);
            }
        }
    }
}
