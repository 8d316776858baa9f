package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.testbed.junit.MachineLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, run in a tree where Maven and Java are scripts that tell how they were called. */
class LauncherTest extends LauncherTestCase {
    @Test
    void buildsWhenThereIsNothingAndThenStarts() throws Exception {
        Run run = launch("run", "-c", "my file.yaml");

        assertThat(run.errors()).contains("gatehouse: building").contains("creating the CDS archive for Java 17.0.15");
        assertThat(root.resolve("calls")).content().contains("-pl server,distribution -am -DskipTests package");
        assertThat(run.output()).endsWith(" -jar " + product + "/gatehouse.jar run -c my file.yaml (3 arguments)\n");
        assertThat(run.exit()).isZero();
    }

    @Test
    void buildsAndStartsTheLoadToolFromItsOwnModule() throws Exception {
        old(write(root.resolve("load-tests/pom.xml"), ""));
        old(Files.createDirectories(root.resolve("load-tests/src/main")));
        script(
                root.resolve("mvnw"),
                "echo \"mvnw $*\" >> calls; mkdir -p load-tests/target/load server/target/gatehouse/lib",
                "echo jar > load-tests/target/load/load.jar; echo jar > server/target/gatehouse/gatehouse.jar");
        variables.put("GATEHOUSE_LOAD_OPTS", "-Xmx5g");
        Run first = launch("load", "servers", "--rate", "1");
        Run second = launch("load", "users");

        assertThat(root.resolve("calls"))
                .content()
                .contains("-pl load-tests,distribution -am -DskipTests package")
                .hasLineCount(1);
        assertThat(first.output())
                .contains(" -Xmx3g ", " -Xmx5g ", "-Dgatehouse.terminal=false")
                .endsWith("-jar " + root + "/load-tests/target/load/load.jar servers --rate 1 (3 arguments)\n");
        assertThat(second.errors()).isEmpty();
    }

    @Test
    void buildsTheDemoAndStartsItOnTheProduct() throws Exception {
        old(write(root.resolve("demo/pom.xml"), ""));
        old(Files.createDirectories(root.resolve("demo/src/main")));
        script(
                root.resolve("mvnw"),
                "echo \"mvnw $*\" >> calls; mkdir -p demo/target/demo server/target/gatehouse/lib",
                "echo jar > demo/target/demo/demo.jar; echo jar > server/target/gatehouse/gatehouse.jar");
        Run first = launch("demo", "--mode", "config");
        Run second = launch("demo");

        assertThat(root.resolve("calls"))
                .content()
                .contains("-pl demo,distribution -am -DskipTests package")
                .hasLineCount(1);
        assertThat(first.errors())
                .contains("gatehouse: building")
                .contains("creating the CDS archive for Java 17.0.15");
        assertThat(first.output())
                .contains(" -XX:SharedArchiveFile=" + product)
                .contains(" -cp " + product + "/gatehouse.jar:" + root + "/demo/target/demo/demo.jar ")
                .endsWith(" io.gatehouse.demo.DemoMain demo --mode config (3 arguments)\n");
        assertThat(second.errors()).isEmpty();
    }

    /** A JVM that is told of two does not start. */
    @Test
    void takesAnotherCollector() throws Exception {
        assertThat(launch("run").output()).contains("-XX:+UseSerialGC ");
        variables.put("GATEHOUSE_OPTS", "-Xmx1g -XX:+UseG1GC");

        assertThat(launch("run").output()).contains(" -Xmx1g -XX:+UseG1GC ").doesNotContain("Serial");
        variables.put("GATEHOUSE_OPTS", "-XX:+UseGCOverheadLimit");
        assertThat(launch("run").output()).contains("-XX:+UseSerialGC ");
    }

    /** Those who were read last, of many, are not to be copied in each of the next fifteen pauses. */
    @Test
    void keepsWhatOutlivesAFewCollectionsOfALargeHeap() throws Exception {
        assertThat(launch("run").output()).contains(" -Xmx256m ").doesNotContain("Tenuring");
        variables.put("GATEHOUSE_OPTS", "-Xmx1g");

        assertThat(launch("run").output())
                .contains(" -XX:MaxTenuringThreshold=4 ")
                .contains(" -Xmx1g ")
                .doesNotContain("-Xmn48m");
    }

    @Test
    void tellsTheServiceWhereDirectoriesOfThirdPartiesAre() throws Exception {
        assertThat(launch("run").output()).doesNotContain("gatehouse.lib");
        Files.createDirectory(root.resolve("lib"));

        assertThat(launch("run").output()).contains(" -Dgatehouse.lib=" + root + "/lib ");
    }

    @Test
    void startsWithoutAWordOnceBuilt() throws Exception {
        launch();
        Run run = launch();

        assertThat(run.errors()).isEmpty();
        assertThat(root.resolve("calls")).content().hasLineCount(1);
    }

    @Test
    void aStartBuildsAndTrainsNothingAgain() throws Exception {
        launch("hash");
        aNewJar();
        changeASource();
        Files.delete(temporary.resolve("training"));
        Run service = launch("run", "-c", "x");
        Run another = launch("check");

        assertThat(root.resolve("calls")).content().hasLineCount(1);
        assertThat(temporary.resolve("training")).doesNotExist();
        assertThat(service.exit()).isZero();
        assertThat(service.errors()).isEmpty();
        assertThat(service.output())
                .contains(
                        "-Dgatehouse.hint=the sources are newer than what was built of them: gatehouse build builds again;"
                                + " no CDS archive for this JDK: run gatehouse train for a faster start ")
                .doesNotContain("SharedArchiveFile");
        assertThat(another.exit()).isZero();
        assertThat(another.errors())
                .isEqualTo(
                        "gatehouse: the sources are newer than what was built of them: gatehouse build builds again\n");
    }

    @Test
    void aDirectoryOfTheProductGrowsOldLikeTheServer() throws Exception {
        launch("hash");
        write(product.resolve("directories/ldap/ldap.jar"), "");
        Path source = write(root.resolve("directories/ldap/src/main/A"), "");
        old(source);
        old(root.resolve("directories/ldap/src/main"));
        assertThat(launch("check").errors()).isEmpty();
        Files.setLastModifiedTime(source, FileTime.from(Instant.now()));

        assertThat(launch("check").errors()).contains("the sources are newer than what was built of them");
    }

    @Test
    void aStartOnAnotherJdkGoesWithoutAnArchive() throws Exception {
        launch("hash");
        installJava("25.0.3");
        Run service = launch("run");

        assertThat(service.exit()).isZero();
        assertThat(service.errors()).isEmpty();
        assertThat(service.output())
                .contains("-Dgatehouse.hint=no CDS archive for this JDK: run gatehouse train")
                .doesNotContain("AOTCache");
    }

    @Test
    void aStartNeedsNeitherSourcesNorMaven() throws Exception {
        launch("hash");
        Files.delete(root.resolve("mvnw"));

        assertThat(launch("run").output()).contains("-XX:SharedArchiveFile=").endsWith(" run (1 arguments)\n");
    }

    @Test
    void buildBuildsEveryProgramAndMakesTheArchive() throws Exception {
        launch("hash");
        changeASource();
        Files.createDirectories(root.resolve("load-tests/target/load"));
        Run build = launch("build");

        assertThat(build.exit()).isZero();
        assertThat(build.errors()).contains("gatehouse: building", "creating the CDS archive");
        assertThat(build.output()).isEmpty();
        assertThat(root.resolve("calls"))
                .content()
                .endsWith("-pl server,demo,load-tests,distribution -am -DskipTests package\n")
                .hasLineCount(2);
        assertThat(launch("check").errors()).isEmpty();
    }

    @Test
    void aBuildThatFailsLeavesTheServiceAsItWas() throws Exception {
        launch("hash");
        script(root.resolve("mvnw"), "echo 'cannot find symbol'; exit 1");
        Run build = launch("build");

        assertThat(build.exit()).isEqualTo(1);
        assertThat(build.errors()).contains("cannot find symbol").endsWith("gatehouse: The build failed; see above.\n");
        assertThat(launch("run").exit()).isZero();
    }

    @Test
    void trainMakesTheArchiveForAnotherJdk() throws Exception {
        launch("hash");
        installJava("21.0.2");
        Run train = launch("train");
        Run service = launch("run");

        assertThat(train.exit()).isZero();
        assertThat(train.errors()).isEqualTo("gatehouse: creating the CDS archive for Java 21.0.2\n");
        assertThat(service.output()).contains("21.0.2.jsa ").doesNotContain("gatehouse.hint");
    }

    @Test
    void trainSaysWhenThereIsNoArchive() throws Exception {
        launch("hash");
        variables.put("TRAINING_FAILS", "yes");
        installJava("21.0.2");
        Run train = launch("train");

        assertThat(train.exit()).isEqualTo(1);
        assertThat(train.errors()).contains("the CDS archive could not be created; see " + product);
        assertThat(launch("run").exit()).isZero();
    }

    @Test
    void saysSoWhenTheBuildFails() throws Exception {
        script(root.resolve("mvnw"), "echo 'cannot find symbol'; exit 1");
        Run run = launch();

        assertThat(run.errors()).contains("cannot find symbol").endsWith("gatehouse: The build failed; see above.\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "17.0.15, -XX:DumpLoadedClassList=, -XX:SharedArchiveFile=, jsa",
        "21.0.2, -XX:DumpLoadedClassList=, -XX:SharedArchiveFile=, jsa",
        "25.0.3, -XX:AOTCacheOutput=, -XX:AOTCache=, aot"
    })
    void makesAnArchiveForTheJdkAndUsesIt(String version, String record, String use, String kind) throws Exception {
        installJava(version);
        Run run = launch("run");

        assertThat(temporary.resolve("training")).content().contains(record).endsWith(" train\n");
        String archive = product + "/archives" + variables.get("JAVA_HOME") + "/" + version + "." + kind;
        assertThat(run.output()).contains(use + archive + " ");
        assertThat(Path.of(archive)).hasContent("archive");
        // An archive of JDK 25 is not used with another choice of native access than it was made with.
        String nativeAccess = "--enable-native-access=ALL-UNNAMED";
        assertThat(run.output().contains(nativeAccess))
                .isEqualTo(Files.readString(temporary.resolve("training")).contains(nativeAccess))
                .isEqualTo(kind.equals("aot"));
        // Its native code would be unpacked at each start, and where that cannot be, in vain for 100 seconds.
        assertThat(run.output()).contains(" -Dorg.bouncycastle.native.cpu_variant=java ");
    }

    @Test
    void keepsLambdasOfSignedJarsOutOfTheArchive() throws Exception {
        launch();

        assertThat(temporary.resolve("classes"))
                .hasContent("io/gatehouse/cli/Main id: 1\n@lambda-proxy io/gatehouse/cli/Main run");
    }

    @Test
    void leavesNothingBesideTheArchiveButItsLog() throws Exception {
        Path archives = Path.of(product + "/archives" + variables.get("JAVA_HOME"));
        old(write(archives.resolve("17.0.15.jsa.4711"), "left by a start that was interrupted"));
        launch();

        try (Stream<Path> left = Files.list(archives)) {
            assertThat(left.map(Path::getFileName).map(Path::toString))
                    .containsExactlyInAnyOrder("17.0.15.jsa", "17.0.15.jsa.log");
        }
    }

    @Test
    void usesNoArchiveThatIsOlderThanAJar() throws Exception {
        launch();
        aNewJar();

        assertThat(launch("run").output()).doesNotContain("SharedArchiveFile").contains("run gatehouse train");
    }

    @Test
    void startsAllTheSameWhenNoArchiveCanBeMade() throws Exception {
        variables.put("TRAINING_FAILS", "yes");
        Run first = launch("run");
        Run second = launch("run");

        assertThat(first.errors()).contains("the CDS archive could not be created");
        assertThat(first.exit()).isZero();
        assertThat(first.output()).doesNotContain("SharedArchiveFile").endsWith(" run (1 arguments)\n");
        assertThat(second.errors()).isEmpty();
    }

    @Test
    void leavesTheHeapToWhoeverSetsIt() throws Exception {
        assertThat(launch().output()).contains(" -Xmx256m ");
        variables.put("GATEHOUSE_OPTS", "-Xmx1g -Dcolour=green");
        assertThat(launch().output()).doesNotContain("-Xmx256m").contains(" -Xmx1g -Dcolour=green ");
    }

    @Test
    void refusesAnOldJava() throws Exception {
        installJava("11.0.2");
        Run run = launch();

        assertThat(run.errors()).contains("is Java 11.0.2; Gatehouse needs 17 or newer. Set JAVA_HOME to one.");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void saysWhenJavaHomeIsWrong() throws Exception {
        variables.put("JAVA_HOME", "/nowhere");

        assertThat(launch().errors()).isEqualTo("gatehouse: JAVA_HOME is /nowhere, but there is no bin/java in it.\n");
    }

    @Test
    void findsItselfThroughLinks() throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("bin"));
        Files.createSymbolicLink(temporary.resolve("direct"), root.resolve("gatehouse"));
        Path link = Files.createSymbolicLink(folder.resolve("gatehouse"), Path.of("../direct"));

        assertThat(start(link, folder).output()).contains("-jar " + product + "/gatehouse.jar");
    }

    /** As after an installation with a umask of 077, by another user. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "server/target/gatehouse/gatehouse.jar",
                "server/target/gatehouse/lib",
                "server/target/gatehouse/lib/a.jar",
                "server/target/gatehouse/directories",
                "server/target/gatehouse/directories/ldap",
                "server/target/gatehouse/directories/ldap/ldap.jar",
                "server/target/gatehouse/directories/ldap/lib/b.jar",
                "server/target/gatehouse",
                "server"
            })
    void saysWhatTheUserCannotRead(String path) throws Exception {
        launch();
        write(product.resolve("lib/a.jar"), "");
        write(product.resolve("directories/ldap/ldap.jar"), "");
        write(product.resolve("directories/ldap/lib/b.jar"), "");
        Files.delete(root.resolve("mvnw"));
        Path closed = root.resolve(path);
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(closed);
        Files.setPosixFilePermissions(closed, Set.of());
        try {
            Run run = launchWithoutPrivileges("run");

            assertThat(run.errors())
                    .isEqualTo("gatehouse: " + closed + " cannot be read by user " + System.getProperty("user.name")
                            + ": change its owner or its mode (chmod a+rX).\n");
            assertThat(run.exit()).isEqualTo(1);
        } finally {
            Files.setPosixFilePermissions(closed, before);
        }
    }

    /** A note of the administrator's, say, which nobody can execute. */
    @Test
    void aPlainFileBesideTheDirectoriesIsNoObstacle() throws Exception {
        launch();
        write(product.resolve("directories/ldap/ldap.jar"), "");
        write(product.resolve("directories/README"), "");
        Files.delete(root.resolve("mvnw"));

        Run run = launchWithoutPrivileges("run");

        assertThat(run.errors()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    private void changeASource() throws IOException {
        Files.setLastModifiedTime(root.resolve("server/src/main/A"), FileTime.from(Instant.now()));
    }

    private void aNewJar() throws IOException {
        Files.setLastModifiedTime(product.resolve("gatehouse.jar"), FileTime.from(Instant.now()));
    }

    /** Root may read everything, unless it gives that up. */
    private Run launchWithoutPrivileges(String... arguments) throws Exception {
        if (!System.getProperty("user.name").equals("root")) {
            return launch(arguments);
        }
        Path setpriv = Path.of("/usr/bin/setpriv");
        if (!Files.exists(setpriv)) {
            MachineLimit.leaveOut("program setpriv, with which root gives up what it may");
        }
        List<String> words =
                new ArrayList<>(List.of("--bounding-set=-dac_override,-dac_read_search", root + "/gatehouse"));
        words.addAll(List.of(arguments));
        return start(setpriv, temporary, words.toArray(String[]::new));
    }
}
