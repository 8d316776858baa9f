package io.gatehouse.cli;

import io.gatehouse.cli.init.Mode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What check says of two directories whose users could have one name; without a server. */
class CheckNamesTest {
    private static final String HASH = "$2b$10$Wu.nZ9tbwQihrEV1ODKLLuwg.eU5mhhjNi/beUU3NAWQwpQDOx0Ni";

    @TempDir
    private Path dir;

    /** With the directories {@code users} and {@code devices}. */
    private CheckFixture two(String users, String devices) throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.CONFIG);
        Files.writeString(fixture.deployment().dir().resolve("devices.json"), user("sensor"));
        return fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replace(
                        "directories:\n  users:\n",
                        "directories:\n  devices:\n    type: file\n    path: devices.json\n" + devices + "  users:\n"
                                + users));
    }

    private static String user(String name) {
        return "{\"" + name + "\": {\"pass\": \"" + HASH + "\", \"account\": \"APP1\"}}";
    }

    @Test
    void failsWhereTheyMayMeet() throws Exception {
        two("", "")
                .users(user("carol"))
                .offline()
                .fails("directories.devices and directories.users can give one name to two people", "names.prefix");
    }

    @Test
    void isSilentOfThemWithAPrefix() throws Exception {
        two("", "    names: {prefix: 'dev:'}\n")
                .users(user("carol"))
                .offline()
                .isSilentOf("one name")
                .failsNowhere();
    }

    @Test
    void isSilentOfThemInOneRealm() throws Exception {
        two("    names: {realm: all}\n", "    names: {realm: all}\n")
                .users(user("carol"))
                .offline()
                .isSilentOf("one name");
    }

    @Test
    void failsForAUserWithThePrefixOfTheOther() throws Exception {
        two("", "    names: {prefix: 'dev:'}\n")
                .users(user("dev:carol"))
                .offline()
                .fails("users.json", "names.prefix of another directory (dev:)", "dev:carol");
    }

    @Test
    void failsForTwoSpellingsOfOneUser() throws Exception {
        two("    names: {case: lower, prefix: 'u:'}\n", "")
                .users("{\"Carol\": {\"account\": \"APP1\"},\n \"carol\": {\"account\": \"APP1\"}}")
                .offline()
                .fails("users.json:2:2: user \"carol\": is the same user as the one in line 1");
    }
}
