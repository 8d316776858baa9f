package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.UsersFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code gatehouse users} with a users.json. */
class UserCommandsTest {
    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("users.json");
        Files.writeString(file, "{\"bob\": {\"pass\": \"bobs-secret\", \"account\": \"APP1\", \"tags\": [\"t\"]}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    private Cli cli() {
        return new Cli(folder);
    }

    private int run(Cli cli, String... more) {
        String[] arguments = new String[3 + more.length];
        arguments[0] = "users";
        arguments[1] = "--file";
        arguments[2] = "users.json";
        System.arraycopy(more, 0, arguments, 3, more.length);
        return cli.run(arguments);
    }

    private FileUser user(String name) {
        return Objects.requireNonNull(UsersFile.read(file).find(name));
    }

    @Test
    void addsAUserWithAPasswordFromTheStandardInput() throws IOException {
        Cli cli = cli().piped("anna's secret\n");
        assertThat(run(
                        cli,
                        "add",
                        "anna",
                        "--account",
                        "APP1",
                        "--groups",
                        "a,b",
                        "--attribute",
                        "x=1",
                        "--field",
                        "permissions={\"pub\":{\"allow\":[\"a.>\"]}}"))
                .as(cli.err())
                .isZero();
        assertThat(user("anna").profile().groups()).containsExactlyInAnyOrder("a", "b");
        assertThat(user("anna").profile().attributes()).containsKey("x");
        assertThat(Objects.requireNonNull(user("anna").password()).matches("anna's secret"))
                .isTrue();
        assertThat(Files.readString(file)).contains("$2", "bobs-secret").doesNotContain("anna's secret");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void addsAUserWithATypedPassword() {
        assertThat(run(cli().typed("one", "one"), "add", "anna", "--account", "APP1"))
                .isZero();
        Cli cli = cli().typed("one", "two");
        assertThat(run(cli, "add", "carl", "--account", "APP1")).isEqualTo(1);
        assertThat(cli.err()).contains("not the same");
        assertThat(UsersFile.read(file).find("carl")).isNull();
    }

    @Test
    void doesNotAddWhoIsThereAlready() throws IOException {
        String before = Files.readString(file);
        Cli cli = cli().piped("x\n");
        assertThat(run(cli, "add", "bob", "--account", "APP2")).isEqualTo(1);
        assertThat(cli.err()).contains("bob", "already", "gatehouse users set").doesNotContain("\tat ");
        assertThat(file).hasContent(before);
    }

    @Test
    void takesNoPasswordAsAnOption() {
        Cli cli = cli();
        assertThat(run(cli, "set", "bob", "--field", "pass=\"secret\"")).isEqualTo(1);
        assertThat(cli.err()).contains("never given as an option").doesNotContain("\"secret\"");
    }

    @Test
    void changesWhatIsGivenAndLeavesTheRest() {
        assertThat(run(cli(), "set", "bob", "--account", "APP2", "--unset", "tags"))
                .isZero();
        assertThat(user("bob").entitlement().account()).isEqualTo("APP2");
        assertThat(user("bob").entitlement().tags()).isEmpty();
        assertThat(Objects.requireNonNull(user("bob").password()).matches("bobs-secret"))
                .isTrue();
    }

    @Test
    void storesNothingThatCouldNotBeUsed() throws IOException {
        String before = Files.readString(file);
        Cli cli = cli();
        assertThat(run(cli, "set", "bob", "--field", "acount=\"APP2\"")).isEqualTo(1);
        assertThat(cli.err())
                .contains("unknown field \"acount\"", "did you mean")
                .doesNotContain("\tat ");
        assertThat(file).hasContent(before);
    }

    @Test
    void disablesAndEnables() {
        assertThat(run(cli(), "disable", "bob")).isZero();
        assertThat(user("bob").entitlement().disabled()).isTrue();
        assertThat(run(cli(), "disable", "bob")).isZero();
        assertThat(run(cli(), "enable", "bob")).isZero();
        assertThat(user("bob").entitlement().disabled()).isFalse();
    }

    @Test
    void listsAndShowsWithoutPasswords() {
        run(cli(), "disable", "bob");
        Cli list = cli();
        assertThat(run(list, "list")).isZero();
        assertThat(list.out()).isEqualToIgnoringNewLines("\"bob\"  APP1  disabled");
        Cli show = cli();
        assertThat(run(show, "show", "bob")).isZero();
        assertThat(show.out()).contains("account: \"APP1\"", "pass: (set)").doesNotContain("bobs-secret");
    }

    @Test
    void removes() {
        assertThat(run(cli(), "remove", "bob")).isZero();
        assertThat(UsersFile.read(file).size()).isZero();
        Cli cli = cli();
        assertThat(run(cli, "remove", "bob")).isEqualTo(1);
        assertThat(cli.err()).contains("there is no user \"bob\"");
    }

    @Test
    void importsAndExports() throws IOException {
        Files.writeString(folder.resolve("more.json"), """
                {"bob": {"account": "APP1", "tags": ["t"], "pass": "bobs-secret"},
                 "anna": {"pass": "p", "account": "APP1"}}
                """);
        Cli first = cli();
        assertThat(run(first, "import", "more.json")).as(first.err()).isZero();
        assertThat(first.out()).contains("Stored 1, unchanged 1, left 0");
        Cli again = cli();
        assertThat(run(again, "import", "more.json")).isZero();
        assertThat(again.out()).contains("Stored 0, unchanged 2, left 0");

        assertThat(run(cli(), "export", "out.json")).isZero();
        assertThat(UsersFile.read(folder.resolve("out.json")).size()).isEqualTo(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out.json"))))
                .isEqualTo("rw-------");
        Cli there = cli();
        assertThat(run(there, "export", "out.json")).isEqualTo(1);
        assertThat(there.err()).contains("is there already");
    }

    @Test
    void anImportLeavesWhoIsStoredOtherwiseUnlessItIsToldToReplace() throws IOException {
        Files.writeString(folder.resolve("more.json"), "{\"bob\": {\"pass\": \"x\", \"account\": \"APP2\"}}");
        Cli left = cli();
        assertThat(run(left, "import", "more.json")).isEqualTo(1);
        assertThat(left.err()).contains("user \"bob\" is stored with another record", "--replace");
        assertThat(user("bob").entitlement().account()).isEqualTo("APP1");
        assertThat(run(cli(), "import", "--replace", "more.json")).isZero();
        assertThat(user("bob").entitlement().account()).isEqualTo("APP2");
    }

    @Test
    void anImportOfABrokenFileStoresNothing() throws IOException {
        Files.writeString(
                folder.resolve("more.json"), "{\"anna\": {\"account\": \"A\"}, \"carl\": {\"account\": \"\"}}");
        Cli cli = cli();
        assertThat(run(cli, "import", "more.json")).isEqualTo(1);
        assertThat(cli.err()).contains("carl", "account: must not be empty");
        assertThat(UsersFile.read(file).size()).isEqualTo(1);
    }

    @Test
    void wantsToKnowWhereTheUsersAre() {
        Cli none = cli();
        assertThat(none.run("users", "list")).isEqualTo(2);
        assertThat(none.err()).contains("--kv", "--file", "-c");
        Cli two = cli();
        assertThat(two.run("users", "list", "--kv", "B", "--file", "users.json"))
                .isEqualTo(2);
        Cli nothing = cli();
        assertThat(nothing.run("users")).isEqualTo(2);
        assertThat(nothing.err()).contains("A command is missing");
        Cli name = cli();
        assertThat(name.run("users", "--kv", "A.B", "list")).isEqualTo(2);
        assertThat(name.err()).contains("letters, digits");
    }
}
