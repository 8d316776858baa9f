package io.gatehouse.flame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import one.convert.Arguments;
import one.convert.JfrToFlame;

/**
 * Flame graphs of a recording by async-profiler's converter, each one page that needs nothing else.
 *
 * @param file the recording
 * @param cpuClocks whether it has CPU time by the threads' CPU clocks
 */
public record FlameGraphs(Path file, boolean cpuClocks) {
    public static FlameGraphs of(Path file, Recording recording) {
        return new FlameGraphs(file, recording.hasCpuClocks());
    }

    /** The CPU time of all methods; of older JDKs by what was sampled, without threads that wait or read. */
    public void writeCpu(Path page, String title) throws IOException {
        write(page, title, cpuClocks ? List.of("--cpu-time") : List.of("--exclude", Idleness.regex()));
    }

    /** What all methods allocate, in bytes, with the types of it on top. */
    public void writeAllocation(Path page, String title) throws IOException {
        write(page, title, List.of("--alloc", "--total"));
    }

    /** Numbers of lambdas and hidden classes are left out, so that equal code is one box. */
    private void write(Path page, String title, List<String> what) throws IOException {
        Files.createDirectories(page.toAbsolutePath().getParent());
        List<String> options = new ArrayList<>(List.of("--norm", "--dot", "--title", title));
        options.addAll(what);
        JfrToFlame.convert(file.toString(), page.toString(), new Arguments(options.toArray(String[]::new)));
    }
}
