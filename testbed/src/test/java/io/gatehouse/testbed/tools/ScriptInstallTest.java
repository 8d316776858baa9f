package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptInstallTest {
    @TempDir
    Path folder;

    private final Host host = new Host(Map.of("PATH", ""));

    static Stream<Arguments> installers() {
        return Stream.of(
                Arguments.of("npm", "node", "client.cjs", "ci --ignore-scripts", "package-lock.json"),
                Arguments.of("pip", "python3", "client.py", "-m pip install", "requirements.txt"));
    }

    @ParameterizedTest
    @MethodSource("installers")
    void installsWhatIsPinnedAndRunsTheScriptBesideIt(
            String name, String interpreter, String script, String words, String pins) throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        String record = "[ $1 = ci ] || [ $1 = -m ] && { echo \"$@\" > installed; exit; }; echo \"ran $1\"";
        Scripts.write(bin.resolve(interpreter), record);
        Scripts.write(bin.resolve("npm"), record);
        Host with = new Host(Map.of("PATH", bin.toString()));
        ScriptInstall install = name.equals("npm") ? ScriptInstall.npm(with) : ScriptInstall.pip(with);

        Path program = install.fetch(install.spec(), folder);

        assertThat(install.name()).endsWith(" by " + name);
        assertThat(program.resolveSibling("installed")).content().startsWith(words);
        assertThat(program.resolveSibling(pins)).exists();
        assertThat(Command.of(program.toString()).run(Duration.ofMinutes(1)))
                .isEqualTo("ran " + program.resolveSibling(script) + "\n");
    }

    @Test
    void offersItsOwnClientOnly() {
        assertThat(ScriptInstall.npm(host).offers(ToolSpec.CLIENT_JS)).isTrue();
        assertThat(ScriptInstall.npm(host).offers(ToolSpec.CLIENT_PY)).isFalse();
        assertThat(ScriptInstall.npm(host).offers(ToolSpec.OIDC_PROVIDER)).isFalse();
        assertThat(ScriptInstall.oidcProvider(host).offers(ToolSpec.OIDC_PROVIDER))
                .isTrue();
        assertThat(ScriptInstall.oidcProvider(host).name()).endsWith(" by npm");
        assertThat(ScriptInstall.pip(host).offers(ToolSpec.CLIENT_PY)).isTrue();
        assertThat(ScriptInstall.pip(host).offers(ToolSpec.CLIENT_GO)).isFalse();
    }

    @Test
    void saysWhichProgramIsMissing() {
        assertThatExceptionOfType(FetchException.class)
                .isThrownBy(() -> ScriptInstall.npm(host).fetch(ToolSpec.CLIENT_JS, folder))
                .withMessageContaining("node");
    }
}
