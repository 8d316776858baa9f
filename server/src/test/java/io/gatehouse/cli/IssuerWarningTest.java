package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.check.IssuerWarning;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.service.SettingsLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What run can know of its issuer before it answers, from the files that are configured for check. */
class IssuerWarningTest {
    @TempDir
    private Path dir;

    private Optional<String> warning(CheckFixture fixture) {
        return IssuerWarning.of(
                new SettingsLoader(Map.of(), dir).load(fixture.deployment().settings()), Map.of());
    }

    @ParameterizedTest
    @EnumSource
    void aNewDeploymentIsAsItShouldBe(Mode mode) throws Exception {
        assertThat(warning(CheckFixture.of(dir, mode))).isEmpty();
    }

    @Test
    void tellsOfAKeyThatTheServersFileDoesNotKnow() throws Exception {
        assertThat(warning(CheckFixture.of(dir, Mode.OPERATOR).anotherKey("AUTH.signing")))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("issuer.seed is the key A")
                        .contains("which is neither issuer.account (AUTH, A", "nor one of its signing keys"));
    }

    @Test
    void tellsOfAKeyThatAnAccountJwtDoesNotList() throws Exception {
        CheckFixture fixture = CheckFixture.of(dir, Mode.OPERATOR).anotherKey("AUTH.signing");
        fixture.edit(
                fixture.deployment().settings(),
                yaml -> yaml.replaceFirst("  server_conf: .*", "  account_jwts: [ '" + fixture.jwt("AUTH") + "' ]"));

        assertThat(warning(fixture)).isPresent();
    }

    @Test
    void saysNothingWhereNoFileTells() throws Exception {
        assertThat(warning(CheckFixture.of(dir, Mode.OPERATOR).withoutTruth().anotherKey("AUTH.signing")))
                .isEmpty();
    }
}
