package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product loads of directories that are not configured. */
class ClassLoadingIT {
    private static final Path JAR = Path.of("../server/target/gatehouse/gatehouse.jar");

    @TempDir
    private Path temp;

    /** All types are known, so that mistakes in a configuration are told, and no library is opened for that. */
    @Test
    void noLibraryOfADirectoryThatIsNotConfiguredIsLoaded() throws Exception {
        Path deployment = temp.resolve("deployment");
        run("init.log", "init", deployment.toString(), "--mode", "config");
        String settings = deployment.resolve("gatehouse.yaml").toString();
        String loaded = run("check.log", "-Xlog:class+load", "check", "--offline", "-c", settings);

        assertThat(loaded)
                .containsPattern("io\\.gatehouse\\.directory\\.ldap\\.LdapDirectoryType source: .*ldap\\.jar");
        assertThat(loaded.lines()).noneMatch(line -> line.matches(".* source: .*/directories/[^/]+/lib/.*"));
        assertThat(loaded)
                .containsPattern("io\\.gatehouse\\.directory\\.oidc\\.OidcDirectoryType source: .*oidc\\.jar")
                .doesNotContain("com.unboundid", "com.nimbusds");
    }

    private String run(String log, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        List<String> all = List.of(words);
        all.stream().filter(word -> word.startsWith("-X")).forEach(command::add);
        command.addAll(List.of("-jar", JAR.toString()));
        all.stream().filter(word -> !word.startsWith("-X")).forEach(command::add);
        Path output = temp.resolve(log);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(output);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }
}
