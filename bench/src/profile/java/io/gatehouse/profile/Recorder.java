package io.gatehouse.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** JFR in another JVM of ours, by the JDK's jcmd. */
record Recorder(long pid, Path settings) {
    private static final String NAME = "name=answers";

    void start() throws IOException, InterruptedException {
        jcmd("JFR.start", NAME, "settings=" + settings);
    }

    /** Ends the recording and writes it. */
    void stop(Path file) throws IOException, InterruptedException {
        jcmd("JFR.stop", NAME, "filename=" + file);
        if (!Files.exists(file)) {
            throw new IOException("JFR did not write " + file);
        }
    }

    private void jcmd(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(Long.toString(pid));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.strip());
        }
    }
}
