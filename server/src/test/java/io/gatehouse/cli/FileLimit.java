package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How large the files of another process may be ({@code RLIMIT_FSIZE}): what is written beyond is refused by the kernel, as on a disk that is
 * full, in the middle of a write as well, and no right is needed for it.
 */
final class FileLimit {
    private static final Pattern LIMIT = Pattern.compile("(?m)^Max file size +(\\S+)");

    private final long pid;
    private final String before;

    FileLimit(long pid) throws IOException {
        this.pid = pid;
        Matcher matcher = LIMIT.matcher(Files.readString(Path.of("/proc", Long.toString(pid), "limits")));
        assertThat(matcher.find()).isTrue();
        this.before = matcher.group(1);
    }

    /** From now on, no file may grow beyond so many bytes. */
    void set(long bytes) throws IOException, InterruptedException {
        set(Long.toString(bytes));
    }

    /** As it was. */
    void lift() throws IOException, InterruptedException {
        set(before);
    }

    private void set(String limit) throws IOException, InterruptedException {
        Process set = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--fsize=" + limit + ":")
                .redirectErrorStream(true)
                .start();
        String said = new String(set.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(set.waitFor()).as(said).isZero();
    }
}
