package io.gatehouse.load.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is in use of a JVM's heap once the garbage is collected. */
public final class LiveHeap {
    private static final double MB = 1024.0 * 1024.0;
    private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

    private LiveHeap() {}

    /** The bytes of all objects of a process, by the JDK's own {@code jcmd}; NaN where there is none. */
    public static double bytes(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            double found = Double.NaN;
            try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher total = TOTAL.matcher(line);
                    found = total.find() ? Double.parseDouble(total.group(1)) : found;
                }
            }
            return found;
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    /** The same in MB of 1,048,576 bytes. */
    public static double megabytes(long pid) {
        return bytes(pid) / MB;
    }
}
