package io.gatehouse.cli.init;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.account.AccountClaims;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentTest {
    @TempDir
    private Path dir;

    private Deployment make(DeploymentOptions options) throws IOException {
        return Deployment.create(dir.resolve("nats"), options);
    }

    private static GatehouseSettings settings(Deployment deployment) {
        return new SettingsLoader(Map.of(), Path.of("/")).load(deployment.settings());
    }

    @ParameterizedTest
    @EnumSource
    void itsSettingsLoadWithoutWarning(Mode mode) throws IOException {
        GatehouseSettings settings = settings(make(DeploymentOptions.defaults().withMode(mode)));

        assertThat(settings.operatorMode()).isEqualTo(mode == Mode.OPERATOR);
        assertThat(settings.xkey()).isNotNull();
        assertThat(settings.warnings()).isEmpty();
        assertThat(settings.secrets()).noneMatch(source -> source.literal());
        assertThat(settings.usersFiles().get(0)).isRegularFile();
    }

    @ParameterizedTest
    @EnumSource
    void canDoWithoutAnXkey(Mode mode) throws IOException {
        Deployment made = make(DeploymentOptions.defaults().withMode(mode).withXkey(false));

        assertThat(settings(made).xkey()).isNull();
        assertThat(made.key("xkey")).doesNotExist();
        assertThat(made.serverConf()).content().doesNotContain("xkey:");
    }

    @ParameterizedTest
    @EnumSource
    void keepsSecretsFromOthers(Mode mode) throws IOException {
        Deployment made = make(DeploymentOptions.defaults().withMode(mode));

        for (String folder : List.of("keys", "creds")) {
            assertThat(permissions(made.dir().resolve(folder))).isEqualTo("rwx------");
            try (var files = Files.list(made.dir().resolve(folder))) {
                assertThat(files)
                        .isNotEmpty()
                        .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
            }
        }
        assertThat(permissions(made.users())).isEqualTo("rw-------");
        assertThat(permissions(made.dir())).isEqualTo("rwx------");
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theAuthAccountNamesServiceAccountsAndXkey() throws IOException, ClaimsException {
        Deployment made = make(DeploymentOptions.defaults());
        GatehouseSettings settings = settings(made);
        AccountClaims auth = account(made, "AUTH");
        UserToken service =
                CredsFile.parse(Files.readString(made.serviceCreds())).token();

        assertThat(service.account()).isEqualTo(auth.id());
        assertThat(auth.isSigner(settings.issuer().publicKey())).isTrue();
        assertThat(auth.authorization()).isNotNull().satisfies(callout -> {
            assertThat(callout.authUsers()).containsExactly(service.subject());
            assertThat(callout.allowedAccounts())
                    .containsExactly(
                            account(made, "APP1").id().text(),
                            account(made, "APP2").id().text());
            assertThat(callout.xkey()).isNotNull();
        });
    }

    @Test
    void theAccountsListTheKeysThatTheSettingsName() throws IOException {
        Deployment made = make(DeploymentOptions.defaults().withAccounts(List.of("ONE", "TWO", "THREE")));

        assertThat(settings(made).accounts())
                .containsOnlyKeys("ONE", "TWO", "THREE")
                .allSatisfy((name, account) -> {
                    AccountClaims claims = account(made, name);
                    assertThat(claims.id()).isEqualTo(account.id());
                    assertThat(account.key())
                            .isNotNull()
                            .satisfies(key -> assertThat(
                                            claims.isSigner(key.signer().publicKey()))
                                    .isTrue());
                });
    }

    @Test
    void theSentinelMayDoNothing() throws IOException, ClaimsException {
        UserToken sentinel = CredsFile.parse(
                        Files.readString(make(DeploymentOptions.defaults()).sentinelCreds()))
                .token();

        assertThat(sentinel.claims().body()).isNotNull().satisfies(body -> {
            assertThat(body.permissions().publish().deny()).containsExactly(">");
            assertThat(body.permissions().subscribe().deny()).containsExactly(">");
            assertThat(body.bearerToken()).isTrue();
        });
    }

    /** Just the rights that the reference lists as those that are needed. */
    @Test
    void theServiceMayDoWhatItNeedsAndNoMore() throws IOException, ClaimsException {
        String subscribe = "subscribe: [\"$SYS.REQ.USER.AUTH\", \"$SRV.>\", \"_INBOX.>\"]";
        String publish = "publish: [\"$SYS._INBOX.>\", \"_INBOX.>\", \"$SYS.REQ.USER.INFO\", \"$SRV.>\"]";
        UserToken service = CredsFile.parse(
                        Files.readString(make(DeploymentOptions.defaults()).serviceCreds()))
                .token();
        Deployment config = Deployment.create(
                dir.resolve("config"), DeploymentOptions.defaults().withMode(Mode.CONFIG));

        assertThat(config.serverConf()).content().contains(subscribe, publish);
        assertThat(service.claims().body()).isNotNull().satisfies(body -> {
            assertThat(body.permissions().responses()).isNull();
            assertThat("subscribe: " + quoted(body.permissions().subscribe())).isEqualTo(subscribe);
            assertThat("publish: " + quoted(body.permissions().publish())).isEqualTo(publish);
        });
        assertThat(Path.of("..", "docs", "reference", "configuration.md"))
                .content()
                .contains(subscribe, publish);
    }

    private static String quoted(SubjectRules rules) {
        assertThat(rules.deny()).isEmpty();
        return rules.allow().stream().map(subject -> '"' + subject + '"').collect(Collectors.joining(", ", "[", "]"));
    }

    private static AccountClaims account(Deployment made, String name) {
        try {
            return AccountClaims.decode(Files.readString(made.dir().resolve("jwt/" + name + ".jwt")));
        } catch (IOException | ClaimsException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void fillsAFolderThatHoldsOtherThings() throws IOException {
        Files.createDirectories(dir.resolve("nats"));
        Files.writeString(dir.resolve("nats/notes.txt"), "mine");

        Deployment made = make(DeploymentOptions.defaults());

        assertThat(made.dir().resolve("notes.txt")).hasContent("mine");
        assertThat(made.serverConf()).isRegularFile();
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(made.dir());
        }
    }

    @Test
    void leavesNothingBehindWhenItCannotWrite() throws IOException {
        Path file = dir.resolve("file");
        Files.writeString(file, "not a folder");

        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> Deployment.create(file.resolve("nats"), DeploymentOptions.defaults()))
                .isInstanceOf(IOException.class);
        try (var files = Files.list(dir)) {
            assertThat(files).containsExactly(file);
        }
    }
}
