package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.chain.DirectorySettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Directories as the file, variables and options name them. */
class DirectoriesSectionTest {
    private static final String ISSUER =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n";
    private static final String TWO = ISSUER
            + "directories:\n  staff: {type: file, path: staff.json}\n  devices: {type: file, path: devices.json}\n";

    @TempDir
    private Path dir;

    private final Map<String, String> environment = new HashMap<>();

    private GatehouseSettings load(String yaml) throws IOException {
        return new SettingsFolder(dir, environment).load(yaml);
    }

    private List<String> problems(String yaml) {
        return new SettingsFolder(dir, environment).problems(yaml);
    }

    private static List<String> names(GatehouseSettings settings) {
        return settings.directories().stream().map(DirectorySettings::name).toList();
    }

    @Test
    void areInTheOrderOfTheFile() throws IOException {
        GatehouseSettings settings = load(TWO);

        assertThat(names(settings)).containsExactly("staff", "devices");
        assertThat(settings.usersFiles()).containsExactly(dir.resolve("staff.json"), dir.resolve("devices.json"));
    }

    @Test
    void areInTheOrderThatIsSaid() throws IOException {
        assertThat(names(load(TWO + "callout: {directory_order: [devices, staff]}\n")))
                .containsExactly("devices", "staff");
        environment.put("GATEHOUSE_CALLOUT_DIRECTORY_ORDER", "devices,staff");
        assertThat(names(load(TWO))).containsExactly("devices", "staff");
    }

    @Test
    void anOrderNamesAllOfThemOnce() {
        assertThat(problems(TWO + "callout: {directory_order: [devices, stuff, devices]}\n"))
                .containsExactly(
                        "gatehouse.yaml:5:28: callout.directory_order: there is no directory stuff; did you mean staff?",
                        "gatehouse.yaml:5:28: callout.directory_order: names a directory twice",
                        "gatehouse.yaml:5:28: callout.directory_order: does not name the directory staff; add it, or"
                                + " remove the directory");
    }

    @Test
    void variablesAndOptionsAddMore() throws IOException {
        environment.put("GATEHOUSE_DIRECTORIES_STAFF_PATH", "/run/staff.json");
        environment.put("GATEHOUSE_DIRECTORIES_GUESTS_TYPE", "file");
        environment.put("GATEHOUSE_DIRECTORIES_GUESTS_PATH", "/run/guests.json");
        Path file = dir.resolve("gatehouse.yaml");
        load(TWO);

        GatehouseSettings settings =
                new SettingsLoader(environment, dir).users("--users", "u.json").load(file);

        assertThat(names(settings)).containsExactly("staff", "devices", "users", "guests");
        assertThat(settings.usersFiles())
                .containsExactly(
                        Path.of("/run/staff.json"),
                        dir.resolve("devices.json"),
                        dir.resolve("u.json"),
                        Path.of("/run/guests.json"));
        assertThat(settings.warnings()).noneMatch(warning -> warning.contains("GATEHOUSE_DIRECTORIES"));
    }

    @Test
    void variablesAreEnoughWithoutAFile() {
        environment.put(
                "GATEHOUSE_ISSUER_SEED", SigningKey.generate(NkeyKind.ACCOUNT).seed());
        environment.put("GATEHOUSE_DIRECTORIES_USERS_TYPE", "file");
        environment.put("GATEHOUSE_DIRECTORIES_USERS_PATH", "users.json");

        assertThat(names(new SettingsLoader(environment, dir).load(null))).containsExactly("users");
    }

    /** A start with the copy would let in the users of another directory, or the copy would be written over its file. */
    @Test
    void aCopyOfTheLastGoodUsersIsNoFileOfAnotherDirectory() {
        assertThat(problems(ISSUER + "directories:\n  a: {type: file, path: a, last_good: c}\n"
                        + "  b: {type: file, path: b, last_good: c}\n  d: {type: file, path: d, last_good: a}\n"))
                .containsExactly(
                        "gatehouse.yaml:3:39: directories.a.last_good: is a file of another directory; name another one",
                        "gatehouse.yaml:4:39: directories.b.last_good: is a file of another directory; name another one",
                        "gatehouse.yaml:5:39: directories.d.last_good: is a file of another directory; name another one");
    }

    @Test
    void aDirectoryThatIsNeverAskedIsTold() throws IOException {
        String other = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        GatehouseSettings settings = load(
                ISSUER + "directories: {staff: {type: file, path: staff.json, match: {account: " + other + "}}}\n");
        Set<String> subjects = RequestSubjects.of(settings);

        assertThat(Directories.warnings(settings.directories(), subjects))
                .containsExactly(
                        "directories.staff.match.account: no login is for any of these keys, so the directory is"
                                + " never asked; logins are for "
                                + settings.issuer().publicKey().text());
        assertThat(Directories.warnings(settings.directories(), Set.of(other))).isEmpty();
        assertThat(Directories.warnings(load(TWO).directories(), subjects)).isEmpty();
    }

    @Test
    void aListIsOneMistake() {
        assertThat(problems(ISSUER + "directories: [a, b]\n"))
                .containsExactly("gatehouse.yaml:2:14: directories: is a value, where keys below it are wanted");
        assertThat(problems(ISSUER + "directories:\n  - type: file\n    path: users.json\n"))
                .first()
                .asString()
                .startsWith("gatehouse.yaml:3:5: directories: ");
    }

    /** Which keys there are follows from the type. */
    @Test
    void anUnknownTypeIsToldBeforeItsKeysOfWhichNothingIsKnown() {
        assertThat(problems(ISSUER + "directories:\n  a: {type: ldap, url: 'ldap://a', cache: {ttl: long}}\n"))
                .hasSize(2)
                .satisfies(
                        problem -> assertThat(problem)
                                .startsWith(
                                        "gatehouse.yaml:3:13: directories.a.type: there is no directory type 'ldap'"),
                        org.assertj.core.api.Assertions.atIndex(0))
                .satisfies(
                        problem -> assertThat(problem).contains("directories.a.cache.ttl"),
                        org.assertj.core.api.Assertions.atIndex(1));
    }

    @Test
    void anEmptyVariableNamesNoDirectory() throws IOException {
        environment.put("GATEHOUSE_DIRECTORIES_GUESTS_TYPE", "");

        assertThat(names(load(TWO))).containsExactly("staff", "devices");
    }

    @Test
    void anUnknownVariableOfADirectoryIsTold() throws IOException {
        environment.put("GATEHOUSE_DIRECTORIES_STAFF_PAHT", "/run/staff.json");

        assertThat(load(TWO).warnings())
                .contains("the environment variable GATEHOUSE_DIRECTORIES_STAFF_PAHT sets no key; did you mean"
                        + " GATEHOUSE_DIRECTORIES_STAFF_PATH?");
    }

    @Test
    void eachHasItsOwnCacheAndElseThatOfAll() throws IOException {
        GatehouseSettings settings = load(ISSUER + "cache: {ttl: 2m, jitter: 0}\n"
                + "directories: {a: {type: file, path: a, cache: {ttl: 1m}}, b: {type: file, path: b}}\n");

        assertThat(settings.directories())
                .extracting(one -> one.cache().ttl())
                .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(settings.directories())
                .extracting(one -> one.cache().jitter())
                .containsExactly(0, 0);
    }

    @Test
    void thereMustBeOne() {
        assertThat(problems(ISSUER))
                .containsExactly("gatehouse.yaml:1:1: directories: is missing; name one at least, as in directories:"
                        + " {users: {type: file, path: users.json}}");
        assertThat(problems(ISSUER + "directories: {}\n"))
                .singleElement()
                .asString()
                .contains("directories: is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{a: {type: fil, path: x}} | 2:25: directories.a.type: there is no directory type 'fil'; did you mean file?",
                "{a: {type: wizard}} | 2:25: directories.a.type: there is no directory type 'wizard'; use file",
                "{a: {path: x}} | 2:15: directories.a.type: is missing; say what kind of directory it is: file",
                "{a: {type: file}} | 2:15: directories.a.path: is missing; give the path of users.json",
                "{a: {type: file, path: x, reload: 1}} | 2:48: directories.a.reload: '1' is not a duration; write a whole"
                        + " number and a unit, such as 1500ms, 2s or 1m",
                "{a: {type: file, path: x, last_good: x}} | 2:51: directories.a.last_good: is the file itself; name"
                        + " another one",
                "{a: {type: file, pat: x, path: x}} | 2:36: directories.a.pat: unknown key; did you mean path?",
                "{A: {type: file, path: x}} | 2:15: directories.A: a directory's name is a small letter, then up to 31"
                        + " small letters, digits, dashes or underscores",
                "{a-b: {type: file, path: x}, a_b: {type: file, path: y}} | 2:43: directories.a_b: another directory has"
                        + " the same name but for a dash in place of an underscore; rename one",
                "{a: {type: file, path: x}, a: {type: file, path: y}} | 2:41: directories.a: is given twice; remove one of"
                        + " the two",
                "{decoy: {type: file, path: x}} | 2:15: directories.decoy: is what metrics call the check for users whom nobody"
                        + " knows; use another name",
                "{a: {type: file, path: x, match: {credential: [pass]}}} | 2:60: directories.a.match.credential: 'pass' is"
                        + " unknown; use password, token, nkey, jwt or certificate",
                "{a: {type: file, path: x, match: {account: SU1}}} | 2:57: directories.a.match.account: not a public nkey"
            })
    void whatIsWrongIsToldWithItsPlace(String directories, String problem) {
        assertThat(problems(ISSUER + "directories: " + directories + "\n"))
                .singleElement()
                .asString()
                .startsWith("gatehouse.yaml:" + problem);
    }

    @Test
    void whatIsWrongWithAnOptionNamesIt() {
        SettingsLoader loader = new SettingsLoader(environment, dir).set("directories.users.type", "fil");

        ConfigException thrown = catchThrowableOfType(ConfigException.class, loader::verifyOptions);

        assertThat(thrown.problems())
                .containsExactly(
                        "option --set directories.users.type: directories.users.type: there is no directory type 'fil';"
                                + " did you mean file?");
    }

    @Test
    void whatKeysWereCalledIsToldInEveryLayer() {
        environment.put("GATEHOUSE_DIRECTORY_CACHE_TTL", "1m");

        assertThat(problems(ISSUER + "directory:\n  file:\n    path: users.json\n    hashing: {threads: 1}\n"
                        + "callout: {rehearsal: 0s}\n"))
                .contains(
                        "gatehouse.yaml:4:11: directory.file.path: is now directories.users.path, with"
                                + " directories.users.type: file",
                        "gatehouse.yaml:5:24: directory.file.hashing.threads: is now passwords.threads",
                        "gatehouse.yaml:6:22: callout.rehearsal: is now callout.warmup",
                        "environment variable GATEHOUSE_DIRECTORY_CACHE_TTL: directory.cache.ttl: is now cache.ttl");
        ConfigException thrown = catchThrowableOfType(
                ConfigException.class,
                () -> new SettingsLoader(Map.of(), dir)
                        .set("directory.lookups", "5")
                        .verifyOptions());
        assertThat(thrown.problems())
                .containsExactly("option --set directory.lookups: directory.lookups: is now lookups.max");
    }

    @Test
    void aSectionOfMovedKeysIsUnknownByItself() {
        assertThat(problems(TWO + "directory: {staff: {type: file}}\n"))
                .containsExactly("gatehouse.yaml:5:1: directory: unknown key; did you mean directories?");
        assertThat(problems(TWO + "directory: {file: {paths: x}}\n"))
                .containsExactly("gatehouse.yaml:5:13: directory.file: unknown key; remove it");
    }

    @Test
    void whatWasBeforeIsSuggestedToNobody() {
        assertThat(problems(TWO + "directori: {}\n"))
                .containsExactly("gatehouse.yaml:5:1: directori: unknown key; did you mean directories?");
    }

    @Test
    void theirTextHasNoValues() throws IOException {
        assertThat(load(TWO).toString()).doesNotContain("staff.json");
    }
}
