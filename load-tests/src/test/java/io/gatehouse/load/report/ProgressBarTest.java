package io.gatehouse.load.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    @Test
    void saysNothingWhereNobodyLooks() {
        try (ProgressBar bar = new ProgressBar(out, ProgressBar.BarStyle.NONE, "prepare", 10)) {
            bar.add(10);
        }

        assertThat(printed()).isEmpty();
    }

    @Test
    void printsALineForEachTenth() {
        try (ProgressBar bar = new ProgressBar(out, ProgressBar.BarStyle.LINES, "prepare", 40)) {
            for (int i = 0; i < 40; i++) {
                bar.add(1);
            }
        }

        assertThat(printed().lines()).hasSize(11);
        assertThat(printed()).startsWith("prepare [............................]   2%\n");
        assertThat(printed()).endsWith("prepare [############################] 100%\n");
    }

    @Test
    void drawsOverItsLine() {
        try (ProgressBar bar = new ProgressBar(out, ProgressBar.BarStyle.TERMINAL, "rate", 100)) {
            bar.at(50, "half of it");
            bar.at(100, "all");
        }

        assertThat(printed())
                .isEqualTo("\rrate [............................]   0%"
                        + "\rrate [############################] 100% all\n");
    }

    @Test
    void isThereFromTheBeginning() {
        new ProgressBar(out, ProgressBar.BarStyle.TERMINAL, "connect", 1);

        assertThat(printed()).isEqualTo("\rconnect [............................]   0%");
    }

    @Test
    void isFullWhenAllIsDone() {
        try (ProgressBar bar = new ProgressBar(out, ProgressBar.BarStyle.TERMINAL, "rate", 100)) {
            bar.at(97, "9.7 s, 970 sent");
            bar.complete();
        }

        assertThat(printed()).endsWith("\rrate [############################] 100% 9.7 s, 970 sent\n");
    }

    @Test
    void neverShowsMoreThanThereIs() {
        try (ProgressBar bar = new ProgressBar(out, ProgressBar.BarStyle.LINES, "rate", 10)) {
            bar.at(50, "");
        }

        assertThat(printed()).contains("100%");
    }
}
