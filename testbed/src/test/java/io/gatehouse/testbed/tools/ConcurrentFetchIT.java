package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.Fetch;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes want the same program at the same time; the Go that builds it is a script that waits for a sign. */
class ConcurrentFetchIT {
    private final List<Process> started = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void writeFakeGo() throws IOException {
        Scripts.write(
                folder.resolve("bin/go"),
                "[ $1 = env ] && { echo go1.99.0; exit; }",
                "echo built >> " + folder.resolve("builds"),
                "while [ ! -e " + folder.resolve("sign") + " ]; do sleep 0.05; done",
                "printf '#!/bin/sh\\necho nsc version 2.12.2\\n' > \"$6\"; chmod +x \"$6\"");
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void oneBuildsAndTheOtherWaitsForIt() throws Exception {
        Process first = fetch();
        awaitLine(first, "getting nsc from a build with Go");
        Process second = fetch();
        awaitLine(second, "another process is getting nsc; waiting for it");
        Files.createFile(folder.resolve("sign"));

        for (Process process : started) {
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
            assertThat(process.inputReader().readLine()).startsWith("nsc 2.12.2  " + folder.resolve("cache/nsc"));
        }
        assertThat(folder.resolve("builds")).hasContent("built");
    }

    private Process fetch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of(Fetch.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString(),
                Fetch.class.getName(),
                "nsc");
        builder.environment().remove("GATEHOUSE_NSC");
        builder.environment().put("GATEHOUSE_CACHE", folder.resolve("cache").toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static void awaitLine(Process process, String text) throws IOException {
        BufferedReader errors = process.errorReader();
        String line = errors.readLine();
        while (line != null && !line.contains(text)) {
            line = errors.readLine();
        }
        assertThat(line).as("a line that holds '%s'", text).isNotNull();
    }
}
