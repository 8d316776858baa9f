package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.config.ConfigException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions of rules that nobody can meet are mistakes, whichever directories there are. */
class UnmetConditionsTest {
    private static final String ISSUER =
            "issuer: {seed: " + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}\n";

    @TempDir
    private Path dir;

    private String mistakes(String staff, String devices, String conditions) throws IOException {
        String yaml = ISSUER + "directories:\n  staff: {type: file, path: s.json" + staff
                + "}\n  devices: {type: file, path: d.json" + devices + "}\n"
                + "rules: {shut: {if: " + conditions + ", give: {refuse: true}}}\n";
        try {
            new SettingsFolder(dir, Map.of()).load(yaml);
            return "";
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {directory: staf}               | rules.shut.if.directory: there is no directory "staf"; did you mean staff?
            {directory: [staff, 'dev-*']}   | rules.shut.if.directory: there is no directory "dev-*"
            {not: {directory: Devices}}     | rules.shut.if.not.directory: there is no directory "Devices"
            """)
    void aDirectoryThatIsNotThere(String conditions, String mistake) throws IOException {
        assertThat(mistakes("", "", conditions)).contains(mistake);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {directory: staff}
            {directory: 'd*'}
            {user: ALICE, directory: '*'}
            """)
    void whatSomebodyCanMeet(String conditions) throws IOException {
        assertThat(mistakes(", names: {case: lower}", "", conditions)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {user: Alice}               | rules.shut.if.user: no user is called "Alice", since names.case is lower in every directory; write "alice"
            {not: {user: 'ADM-*'}}      | rules.shut.if.not.user: no user is called "ADM-*"
            {user: alice}               | ``
            """)
    void aNameInAnotherFormThanThatOfAllDirectories(String conditions, String mistake) throws IOException {
        String found = mistakes(", names: {case: lower}", ", names: {case: lower, realm: r}", conditions);

        if (mistake.isEmpty()) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(mistake);
        }
    }
}
