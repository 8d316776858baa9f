package io.gatehouse.testbed.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolFinderTest {
    @TempDir
    Path folder;

    private final Map<String, String> variables = new HashMap<>();
    private final List<String> told = new ArrayList<>();

    @Test
    void takesTheNamedFileBeforeThePath() throws Exception {
        Path named = Scripts.saying(folder.resolve("mine"), "nats-server: v2.11.3");
        variables.put("GATEHOUSE_NATS_SERVER", named.toString());
        putOnPath("nats-server: v2.15.1");

        Tool tool = find();

        assertThat(tool.path()).isEqualTo(named);
        assertThat(tool.version()).hasToString("2.11.3");
    }

    @Test
    void looksNoFurtherWhenTheNamedFileIsNoGood() throws Exception {
        variables.put("GATEHOUSE_NATS_SERVER", folder.resolve("missing").toString());
        putOnPath("nats-server: v2.15.1");

        assertThatExceptionOfType(ToolMissingException.class)
                .isThrownBy(this::find)
                .withMessageContaining("GATEHOUSE_NATS_SERVER: ")
                .withMessageContaining("missing is not an executable file");
    }

    @Test
    void takesOneFromThePath() throws Exception {
        Path onPath = putOnPath("nats-server: v2.10.0");

        assertThat(find().path()).isEqualTo(onPath);
    }

    @Test
    void passesOverOneOnThePathThatIsTooOldOrDoesNotRun() throws Exception {
        Scripts.saying(folder.resolve("old/nats-server"), "nats-server: v2.9.25");
        Scripts.write(folder.resolve("broken/nats-server"), "echo damaged; exit 3");
        variables.put("PATH", "%1$s/old:%1$s/broken:/usr/bin:/bin".formatted(folder));

        assertThatExceptionOfType(ToolMissingException.class)
                .isThrownBy(this::find)
                .withMessageContaining("is version 2.9.25, not 2.10.0 or newer")
                .withMessageContaining("does not run: 'nats-server --version' ended with exit code 3: damaged");
    }

    @Test
    void takesAProgramOfTheOperatingSystemThatDoesNotTellItsVersion() throws Exception {
        Path openssl = Scripts.write(folder.resolve("bin/openssl"), "echo invalid command; exit 1");
        variables.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");

        assertThat(find(ToolSpec.named("openssl")).path()).isEqualTo(openssl);
    }

    @Test
    void fetchesOnceAndTakesItFromTheCacheAfterwards() throws Exception {
        FakeSource source = new FakeSource("a mirror", "nats-server: v2.15.1");

        Tool fetched = find(source);
        Tool cached = find(new FakeSource("nowhere", null));

        assertThat(fetched.path()).startsWith(folder.resolve("cache"));
        assertThat(cached).isEqualTo(fetched);
        assertThat(cached.origin()).isEqualTo("a mirror");
        assertThat(told).singleElement().asString().contains("getting nats-server from a mirror");
    }

    @Test
    void leavesNothingInTheCacheButTheProgram() throws Exception {
        find(new FakeSource("nowhere", null), new FakeSource("a mirror", "nats-server: v2.15.1"));

        try (Stream<Path> left = Files.list(folder.resolve("cache/nats-server"))) {
            assertThat(left.map(Path::getFileName).map(Path::toString)).containsExactlyInAnyOrder("lock", "2.15.3");
        }
    }

    @Test
    void fetchesAgainWhenTheCachedFileIsDamaged() throws Exception {
        Path cached = find(new FakeSource("a mirror", "nats-server: v2.15.1")).path();
        Scripts.write(cached, "exit 1");

        assertThat(find(new FakeSource("another", "nats-server: v2.15.1")).origin())
                .isEqualTo("another");
    }

    @Test
    void refusesWhatASourceGivesWhenItIsTooOld() {
        assertThatExceptionOfType(ToolMissingException.class)
                .isThrownBy(() -> find(new FakeSource("an old mirror", "nats-server: v2.2.0")))
                .withMessageContaining("an old mirror: ")
                .withMessageContaining("not 2.10.0 or newer");
    }

    @Test
    void takesNoOtherVersionWhereOneIsAskedFor() throws Exception {
        putOnPath("nats-server: v2.15.3");
        FakeSource old = new FakeSource("a mirror", "nats-server: v2.10.29");
        ToolSpec oldest = ToolSpec.named("nats-server@2.10.29");

        assertThat(find(oldest, old).version()).hasToString("2.10.29");
        assertThat(find(oldest).origin()).isEqualTo("a mirror");
        assertThat(find().version()).as("whatever is on the PATH").hasToString("2.15.3");
        assertThatExceptionOfType(ToolMissingException.class)
                .isThrownBy(() -> find(ToolSpec.named("nats-server@2.14.10"), old))
                .withMessageStartingWith("No usable nats-server@2.14.10. Tried:")
                .withMessageContaining("is version 2.10.29, not 2.14.10")
                .withMessageEndingWith("or set GATEHOUSE_NATS_SERVER_2_14_10 to its file.");
    }

    @Test
    void keepsAProgramsFolderWhereItNeedsIt() throws Exception {
        ToolSource script = new FakeSource("a registry", "nats.js 3.4.0") {
            @Override
            public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException {
                Files.createDirectories(workspace.resolve("tree"));
                Files.writeString(workspace.resolve("tree/beside"), "nats.js 3.4.0");
                return Scripts.write(workspace.resolve("tree/client-js"), "cat \"$(dirname \"$0\")/beside\"");
            }
        };

        Tool client = find(ToolSpec.CLIENT_JS, script);

        assertThat(client.version()).hasToString("3.4.0");
        assertThat(client.path()).startsWith(folder.resolve("cache/client-js"));
        assertThat(find(ToolSpec.CLIENT_JS)).isEqualTo(client);
    }

    @Test
    void saysWhatWasTriedAndWhatToDo() {
        assertThatExceptionOfType(ToolMissingException.class)
                .isThrownBy(() -> find(new FakeSource("this place", null), new FakeSource("that place", null)))
                .withMessage("""
                        No usable nats-server. Tried:
                          - PATH: no nats-server on it
                          - this place: it is closed
                          - that place: it is closed
                        Install nats-server 2.10 or newer so that it is on the PATH, \
                        or set GATEHOUSE_NATS_SERVER to its file.""");
    }

    private Path putOnPath(String version) throws IOException {
        variables.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        return Scripts.saying(folder.resolve("bin/nats-server"), version);
    }

    private Tool find(ToolSource... sources) throws InterruptedException {
        return find(ToolSpec.NATS_SERVER, sources);
    }

    private Tool find(ToolSpec spec, ToolSource... sources) throws InterruptedException {
        variables.put("GATEHOUSE_CACHE", folder.resolve("cache").toString());
        variables.putIfAbsent("PATH", folder.resolve("nothing").toString());
        return new ToolFinder(new Host(variables), List.of(sources), told::add).find(spec);
    }

    private static class FakeSource implements ToolSource {
        private final String name;
        private final @Nullable String version;

        FakeSource(String name, @Nullable String version) {
            this.name = name;
            this.version = version;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean offers(ToolSpec spec) {
            return true;
        }

        @Override
        public Path fetch(ToolSpec spec, Path workspace) throws FetchException, IOException {
            if (version == null) {
                throw new FetchException("it is closed");
            }
            return Scripts.saying(workspace.resolve("program"), version);
        }
    }
}
