package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A tree in which Maven and Java are scripts that tell how they were called, and the launcher beside them. */
abstract class LauncherTestCase {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    final Map<String, String> variables = new HashMap<>();

    @TempDir
    Path temporary;

    Path root;
    Path product;

    @BeforeEach
    void plant() throws IOException {
        root = Files.createDirectories(temporary.toRealPath().resolve("a tree"));
        product = root.resolve("server/target/gatehouse");
        Files.copy(Path.of("../gatehouse"), root.resolve("gatehouse"), StandardCopyOption.COPY_ATTRIBUTES);
        for (String file : new String[] {"pom.xml", "server/pom.xml", "server/src/main/A"}) {
            old(write(root.resolve(file), ""));
        }
        old(root.resolve("server/src/main"));
        script(
                root.resolve("mvnw"),
                "echo \"mvnw $*\" >> calls; mkdir -p server/target/gatehouse/lib; echo jar > server/target/gatehouse/gatehouse.jar");
        installJava("17.0.15");
    }

    record Run(int exit, String output, String errors) {}

    Run launch(String... arguments) throws Exception {
        return start(root.resolve("gatehouse"), temporary, arguments);
    }

    Run start(Path script, Path folder, String... arguments) throws Exception {
        Path output = temporary.resolve("output");
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder = new ProcessBuilder(script.toString())
                .directory(folder.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().remove("GATEHOUSE_OPTS");
        builder.environment().remove("JDK_JAVA_OPTIONS");
        builder.environment().putAll(variables);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readString(output), Files.readString(errors));
    }

    /** A java that tells its arguments, lists the classes and writes the archive that it is told to. */
    void installJava(String version) throws IOException {
        Path home = temporary.toRealPath().resolve("jdk");
        write(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/javac"), "exit 0");
        script(
                home.resolve("bin/java"),
                "all=\"$*\"; dump=",
                "for word; do case $word in",
                "  -XX:DumpLoadedClassList=*) record=${word#*=}; list=yes ;;",
                "  -XX:AOTCacheOutput=*) record=${word#*=} ;;",
                "  -Xshare:dump) dump=yes ;;",
                "  -XX:SharedClassListFile=*) classes=${word#*=} ;;",
                "  -XX:SharedArchiveFile=*) archive=${word#*=} ;;",
                "esac; done",
                "if [ -n \"${record:-}\" ]; then",
                "  echo \"$all\" > '" + temporary.resolve("training") + "'",
                "  [ -z \"${TRAINING_FAILS:-}\" ] || exit 1",
                "  [ -n \"${list:-}\" ] || { echo archive > \"$record\"; exit; }",
                "  { echo 'io/gatehouse/cli/Main id: 1'; echo '@lambda-proxy io/gatehouse/cli/Main run'",
                "    echo '@lambda-proxy org/bouncycastle/A run'; } > \"$record\"",
                "elif [ -n \"$dump\" ]; then",
                "  cp \"$classes\" '" + temporary.resolve("classes") + "'; echo archive > \"$archive\"",
                "else",
                "  while [ \"$1\" != -jar ] && [ \"$1\" != -cp ]; do shift; done",
                "  [ \"$1\" = -jar ] || shift",
                "  shift 2; echo \"$all ($# arguments)\"",
                "fi");
        variables.put("JAVA_HOME", home.toString());
    }

    static void script(Path file, String... lines) throws IOException {
        write(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    static void old(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(LONG_AGO));
    }
}
