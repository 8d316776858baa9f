package io.gatehouse.flame;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Flame graphs of a recording, and its table. */
public final class FlameGraph {
    private static final double LIGHTEST = 0.003;
    private static final int DEEPEST = 48;
    private static final double MEGA = 1e6;

    private final Profile cpu;
    private final Profile allocation;

    private FlameGraph(Recording recording) {
        this.cpu = recording.cpu();
        this.allocation = recording.allocation();
    }

    /**
     * Reads a recording of the JVM.
     *
     * @param threads whose samples are taken, by their whole name
     * @throws IOException when it cannot be read or is none
     */
    public static FlameGraph of(Path recording, Pattern threads) throws IOException {
        return new FlameGraph(Recording.read(recording, threads));
    }

    /** The CPU time of all methods, as SVG. */
    public String cpu(String title) {
        String subtitle = String.format(
                Locale.ROOT,
                "%s of CPU time in %.0f s, %d samples. Callers below, what they call above; the wider, the more time.",
                Measure.CPU.text(cpu.total()),
                cpu.seconds(),
                cpu.stacks().size());
        return svg(cpu, title, subtitle);
    }

    /** What all methods allocate, with the types of it on top, as SVG. */
    public String allocation(String title) {
        String subtitle = String.format(
                Locale.ROOT,
                "%.0f MB in %.0f s, %d samples. Callers below, what they call above, types on top; the wider, the more bytes.",
                allocation.total() / MEGA,
                allocation.seconds(),
                allocation.stacks().size());
        return svg(allocation, title, subtitle);
    }

    /**
     * What each origin costs, as a table in Markdown.
     *
     * @param answersPerSecond while it was recorded, more than 0
     */
    public String table(double answersPerSecond) {
        return new OriginTable(cpu, allocation).text(answersPerSecond);
    }

    /** Writes an SVG, into a folder that is made where there is none. */
    public static void write(Path file, String svg) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, svg);
    }

    private static String svg(Profile profile, String title, String subtitle) {
        if (profile.stacks().isEmpty()) {
            throw new IllegalArgumentException("The recording has no samples of "
                    + (profile.measure() == Measure.CPU ? "CPU time" : "allocations")
                    + " of these threads: record with bench/profile.jfc, under load, or choose other --threads");
        }
        List<Stack> stacks =
                profile.stacks().stream().map(Stack::withoutOperators).toList();
        Node root = Node.fold(new StackFrame(CodeOrigin.THREAD, "all"), stacks);
        return Svg.draw(profile.measure(), root.pruned(LIGHTEST * root.total(), DEEPEST), title, subtitle);
    }
}
