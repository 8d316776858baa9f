package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real {@code nsc} that has the operator and the accounts of a deployment, in a home of its own. */
final class Nsc {
    private static final int SECONDS = 60;

    private final Path folder;
    private final Map<String, String> environment;

    private Nsc(Path folder) {
        this.folder = folder;
        Path programs = Tools.find(ToolSpec.NSC).path().toAbsolutePath().getParent();
        Path home = folder.resolve("nsc-home");
        this.environment = Map.of(
                "PATH", programs + ":" + System.getenv("PATH"),
                "HOME", home.toString(),
                "XDG_DATA_HOME", home.resolve("data").toString(),
                "XDG_CONFIG_HOME", home.resolve("config").toString());
    }

    /** Takes over what {@code gatehouse init} has made, and edits each account once, so that all are written as nsc writes them. */
    static Nsc of(Stage stage) throws IOException, InterruptedException {
        Nsc nsc = new Nsc(stage.deployment().dir());
        Files.createDirectories(nsc.folder.resolve("nsc-home"));
        nsc.run("nsc add operator --url jwt/operator.jwt");
        nsc.run("nsc import keys --dir keys");
        nsc.run("nsc edit operator --account-jwt-server-url " + stage.server().url());
        for (String account : new String[] {"SYS", "AUTH", "APP1", "APP2"}) {
            nsc.run("nsc import account --file jwt/" + account + ".jwt");
        }
        for (String account : new String[] {"AUTH", "APP1"}) {
            nsc.run("nsc edit account --name " + account + " --tag kept");
            nsc.run("nsc push --account " + account);
        }
        return nsc;
    }

    /** Runs a line as somebody would who pastes it into a shell. */
    void run(String line) throws IOException, InterruptedException {
        Path output = folder.resolve("nsc.log");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.matches("(NATS|NSC|NKEYS)_.*"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS))
                    .as("%s ends", line)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("%s: %s", line, Files.readString(output))
                .isZero();
    }
}
