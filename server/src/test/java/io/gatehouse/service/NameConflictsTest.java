package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.directory.chain.NameConflicts;
import io.gatehouse.policy.SampleRequest;
import io.gatehouse.policy.text.NameForm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which directories can give one name to two people, as the file has them. */
class NameConflictsTest {
    private static final String ISSUER =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n";

    @TempDir
    private Path dir;

    private List<DirectorySettings> directories(String staff, String devices) throws IOException {
        String yaml = ISSUER + "directories:\n  staff: {type: file, path: s.json" + staff
                + "}\n  devices: {type: file, path: d.json" + devices + "}\n";
        return new SettingsFolder(dir, Map.of()).load(yaml).directories();
    }

    @Test
    void areToldWithWhatToDo() throws IOException {
        assertThat(NameConflicts.of(directories("", "")))
                .containsExactly("directories.staff and directories.devices can give one name to two people, who would"
                        + " then have the rights and the inbox of one: set names.prefix of one of them, or the same"
                        + " names.realm in both if they know the same people, or match.user so that no user name is for"
                        + " both");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "|  |true",
                ", names: {prefix: 's:'}| |false",
                ", names: {prefix: 's:'}|, names: {prefix: 's:'}|true",
                ", names: {prefix: 's:'}|, names: {prefix: 'd:'}|false",
                ", names: {prefix: 's:'}|, names: {prefix: 's:x'}|false",
                ", names: {group_prefix: 's:'}| |true",
                ", names: {realm: all}|, names: {realm: all}|false",
                ", names: {realm: all}|, names: {realm: other}|true",
                ", names: {realm: all}| |true",
                ", match: {user: 's-*'}|, match: {user: 'd-*'}|false",
                ", match: {user: 's-*'}|, match: {user: '*-d'}|true",
                ", match: {user: 's-*'}| |true",
                ", match: {user: [a, 'b*']}|, match: {user: ['c*', ba]}|true",
                ", match: {user: 'S-*'}, names: {case: lower}|, match: {user: 's-*'}|true",
                ", match: {user: 'S-*'}|, match: {user: 's-*'}|false",
                ", match: {credential: token}|, match: {credential: password}|true"
            })
    void dependOnPrefixRealmAndPatterns(@Nullable String staff, @Nullable String devices, boolean conflict)
            throws IOException {
        List<DirectorySettings> directories = directories(Objects.toString(staff, ""), Objects.toString(devices, ""));

        assertThat(NameConflicts.of(directories)).hasSize(conflict ? 1 : 0);
    }

    @Test
    void ofABucketDependOnTheSameThings() throws IOException {
        String yaml = ISSUER + "directories:\n  staff: {type: file, path: s.json, match: {user: 's-*'}}\n"
                + "  devices: {type: kv, bucket: users, match: {user: '%s-*'}}\n";

        assertThat(NameConflicts.of(new SettingsFolder(dir, Map.of())
                        .load(yaml.formatted("d"))
                        .directories()))
                .isEmpty();
        assertThat(NameConflicts.of(new SettingsFolder(dir, Map.of())
                        .load(yaml.formatted("s"))
                        .directories()))
                .hasSize(1);
    }

    /** A directory that names its users itself gives any name, whoever logs in. */
    @Test
    void patternsOfLoginsBoundOnlyNamesThatAreThoseOfLogins() throws IOException {
        List<DirectorySettings> directories =
                new ArrayList<>(directories(", match: {user: 's-*'}", ", match: {user: 'd-*'}"));
        assertThat(NameConflicts.of(directories)).isEmpty();
        DirectorySettings files = directories.get(1);
        directories.set(
                1,
                new DirectorySettings(
                        "badges",
                        new ThirdParty(),
                        files.names(),
                        files.match(),
                        CacheSettings.DEFAULT,
                        files.guard(),
                        files.values()));

        assertThat(NameConflicts.of(directories))
                .singleElement()
                .asString()
                .contains("directories.staff and directories.badges", "names.realm")
                .doesNotContain("match.user");
    }

    @Test
    void ofEachPairAreTold() throws IOException {
        List<DirectorySettings> two = directories("", "");

        assertThat(NameConflicts.of(List.of(two.get(0), two.get(1), two.get(0))))
                .hasSize(3);
    }

    /** The pattern is compared with the form of the name. */
    @Test
    void aPatternHasTheFormOfTheNamesThatItIsFor() throws IOException {
        DirectorySettings lower = directories(", match: {user: 'Svc-*'}, names: {case: lower}", "")
                .get(0);

        assertThat(lower.names().form()).isEqualTo(NameForm.LOWER);
        assertThat(lower.match().matches(SampleRequest.login("svc-1", "p"))).isTrue();
    }

    @Test
    void wrongSettingsSayWhatToWrite() {
        assertThat(new SettingsFolder(dir, Map.of())
                        .problems(
                                ISSUER + "directories:\n  a: {type: file, path: a, names: {prefix: 'a.b', realm: 'x y',"
                                        + " case: upper}}\n"))
                .containsExactly(
                        "gatehouse.yaml:3:44: directories.a.names.prefix: 'a.b' cannot be a prefix: a prefix is a small"
                                + " letter or digit, then up to 31 small letters, digits or any of _:=@~-, such as ldap:",
                        "gatehouse.yaml:3:71: directories.a.names.case: 'upper' is unknown; use exact or lower",
                        "gatehouse.yaml:3:58: directories.a.names.realm: 'x y' cannot be a realm: a realm is a small"
                                + " letter, then up to 31 small letters, digits, dashes or underscores");
    }

    /** A type that does not say of its users that they are named by their logins. */
    private static final class ThirdParty implements DirectoryType {
        @Override
        public String type() {
            return "badge";
        }

        @Override
        public List<Entry> keys() {
            return List.of();
        }

        @Override
        public Directory create(String name, Values settings, DirectoryContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
