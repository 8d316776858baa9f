package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RequestSubjectsTest {
    @TempDir
    private Path dir;

    private Deployment make(Mode mode) throws Exception {
        return Deployment.create(
                dir.resolve("nats"), DeploymentOptions.defaults().withMode(mode));
    }

    private SettingsLoader loader() {
        return new SettingsLoader(Map.of(), dir);
    }

    @Test
    void areTheIssuerInConfigMode() throws Exception {
        GatehouseSettings settings = loader().load(make(Mode.CONFIG).settings());

        assertThat(RequestSubjects.of(settings))
                .containsExactly(settings.issuer().publicKey().text());
    }

    @Test
    void areTheAccountOfTheServicesCredentialsInOperatorModeWhoeverSigns() throws Exception {
        Deployment made = make(Mode.OPERATOR);
        GatehouseSettings settings = loader().load(made.settings());
        String auth = CredsFile.parse(Files.readString(made.serviceCreds()))
                .token()
                .account()
                .text();

        assertThat(auth).isNotEqualTo(settings.issuer().publicKey().text());
        assertThat(RequestSubjects.of(settings))
                .containsExactlyInAnyOrder(auth, settings.issuer().publicKey().text());
    }

    @Test
    void areWhatTheSettingsNameToo() throws Exception {
        Deployment made = make(Mode.OPERATOR);
        String other = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        GatehouseSettings settings = loader().set("issuer.account", other).load(made.settings());

        assertThat(RequestSubjects.of(settings)).hasSize(3).contains(other);
    }

    @Test
    void areAnyWhereTheAccountCannotBeKnown() throws Exception {
        Deployment made = make(Mode.OPERATOR);
        Files.writeString(made.serviceCreds(), "damaged");
        String settings = Files.readString(made.settings());
        Files.writeString(made.settings(), settings.replaceFirst("(?m)^  account: A[A-Z2-7]{55}$", ""));

        assertThat(RequestSubjects.of(loader().load(made.settings()))).isEmpty();
    }
}
