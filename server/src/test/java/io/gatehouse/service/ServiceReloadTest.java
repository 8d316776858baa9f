package io.gatehouse.service;

import static io.gatehouse.service.ReloadedService.BASE;
import static io.gatehouse.service.ReloadedService.ONE;
import static io.gatehouse.service.ReloadedService.TOKEN;
import static io.gatehouse.service.ReloadedService.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.pki.CertificateAuthority;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of a configuration a running service takes, and what it says of them. */
@Timeout(60)
class ServiceReloadTest {
    @TempDir
    private Path dir;

    @Test
    void saysWhichKeysHaveChanged() throws IOException {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            assertThat(service.reload(ONE)).isEqualTo(new ReloadResult(List.of(), List.of(), List.of()));
            assertThat(service.reload(TWO).changed())
                    .containsExactly("directories.staff.type", "directories.staff.path");
            assertThat(service.reload(TWO).changed()).isEmpty();
            assertThat(service.reload(ONE).changed())
                    .containsExactly("directories.staff.type", "directories.staff.path");
        }
    }

    @Test
    void anotherOrderInTheFileIsAChange() throws IOException {
        try (ReloadedService service = ReloadedService.of(dir, TWO)) {
            String reordered = BASE + "directories:\n  staff: {type: file, path: staff.json}\n"
                    + "  users: {type: file, path: users.json}\n";
            assertThat(service.reload(reordered).changed()).containsExactly("callout.directory_order");
        }
    }

    @Test
    void takesTheRestOfAChangeThatNeedsARestartAndTellsOfItEachTime() throws IOException {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            String changed = TWO + "nats: {url: 'nats://elsewhere'}\ninstance: other\n";
            ReloadResult first = service.reload(changed);

            assertThat(first.changed()).containsExactly("directories.staff.type", "directories.staff.path");
            assertThat(first.needRestart()).containsExactly("instance", "nats.url");
            assertThat(service.reload(changed))
                    .isEqualTo(new ReloadResult(List.of(), List.of("instance", "nats.url"), List.of()));
            assertThat(service.reload(TWO).needRestart()).isEmpty();
        }
    }

    @Test
    void aConfigurationThatCannotBeUsedIsToldWholeAndChangesNothing() throws Exception {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            assertThat(service.problems(TWO + "cache: {ttl: long}\ncach: {}\ncallout: {}\n"))
                    .hasSize(3)
                    .anySatisfy(
                            problem -> assertThat(problem).startsWith("gatehouse.yaml:10:1: callout: is given twice"))
                    .anySatisfy(problem ->
                            assertThat(problem).startsWith("gatehouse.yaml:9:1: cach: unknown key; did you mean cache"))
                    .anySatisfy(problem -> assertThat(problem).startsWith("gatehouse.yaml:8:14: cache.ttl:"));
            assertThat(service.metric("gatehouse_directory_users{directory=\"staff\""))
                    .isEqualTo("none");
            assertThat(service.metric("gatehouse_config_last_reload_successful"))
                    .endsWith(" 0.0");
            assertThat(service.get("/readyz").body())
                    .contains(
                            "\"notes\":{\"configuration\":\"the configuration cannot be used, and the one before stays in"
                                    + " force: the log says why\"");

            assertThat(service.reload(ONE).changed()).isEmpty();
            assertThat(service.metric("gatehouse_config_last_reload_successful"))
                    .endsWith(" 1.0");
            assertThat(service.get("/readyz").body()).doesNotContain("notes");
        }
    }

    @Test
    void anotherSecretInAFileIsAChangeThoughNoKeyIsWrittenOtherwise() throws Exception {
        String account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        Path key = Files.writeString(
                dir.resolve("APP1.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed());
        Path token = Files.writeString(dir.resolve("admin.token"), TOKEN);
        String yaml = ONE.replace("admin_token: " + TOKEN, "admin_token_file: admin.token") + "accounts: {APP1: {id: "
                + account + ", signing_key: APP1.nk}}\n";
        try (ReloadedService service = ReloadedService.of(dir, yaml)) {
            assertThat(service.reload(yaml).changed()).isEmpty();
            Files.writeString(key, SigningKey.generate(NkeyKind.ACCOUNT).seed());
            Files.writeString(token, TOKEN + "-now");

            ReloadResult result = service.reload(yaml);
            assertThat(result.changed()).containsExactly("accounts.APP1.signing_key", "http.admin_token_file");
            assertThat(result.needRestart()).isEmpty();
            assertThat(service.reload(yaml).changed()).isEmpty();
        }
    }

    /** Nobody listens for admin requests, and a token alone changes nothing in that. */
    @Test
    void aTokenIsTakenByAReloadWhereThereWasOneAtTheStart() throws Exception {
        String with = ONE.replace(", admin_listen: '127.0.0.1:0'", "");
        try (ReloadedService service = ReloadedService.of(dir, with.replace(", admin_token: " + TOKEN, ""))) {
            ReloadResult result = service.reload(with);
            assertThat(result.changed()).isEmpty();
            assertThat(result.needRestart()).containsExactly("http.admin_token");
            assertThat(service.service().adminAddress()).isNull();
        }
    }

    @Test
    void aTokenThatWasTakenAwayIsTakenAgainOnceItIsBack() throws Exception {
        String without = ONE.replace(", admin_listen: '127.0.0.1:0', admin_token: " + TOKEN, "");
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            assertThat(service.reload(without).changed()).containsExactly("http.admin_token");
            assertThat(service.post(TOKEN).statusCode()).isEqualTo(403);

            assertThat(service.reload(ONE).changed()).containsExactly("http.admin_token");
            assertThat(service.post(TOKEN).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whatAServiceDoesOnlyFromItsStartOnIsNotBegunByAReload() throws Exception {
        String revocation = ONE + "revocation: {poll: 1s, nats: {user: sys, password: q}}\n";
        String tracing = revocation + "tracing: {endpoint: 'http://127.0.0.1:1', headers: a=b}\n";
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            ReloadResult first = service.reload(revocation);
            assertThat(first.changed()).isEmpty();
            assertThat(first.needRestart())
                    .containsExactlyInAnyOrder("revocation.poll", "revocation.nats.user", "revocation.nats.password");

            ReloadResult second = service.reload(tracing + "cache: {ttl: 1m}\n");
            assertThat(second.changed()).containsExactly("cache.ttl");
            assertThat(service.reload(tracing + "cache: {ttl: 2m}\n").needRestart())
                    .contains("revocation.nats.password", "tracing.endpoint", "tracing.headers");
        }
    }

    @Test
    void anotherAuthorityInAFileOfIssuersIsAChange() throws Exception {
        CertificateAuthority first = CertificateAuthority.root("First");
        Path pinned = Files.writeString(dir.resolve("ca.pem"), first.pem());
        String yaml = ONE + "  devices: {type: certificate, identity: cn, issuers: ca.pem}\n";
        try (ReloadedService service = ReloadedService.of(dir, yaml)) {
            Files.writeString(pinned, "The same, with words before it\n" + first.pem());
            assertThat(service.reload(yaml).changed()).isEmpty();
            Files.writeString(pinned, CertificateAuthority.root("Second").pem());

            assertThat(service.reload(yaml).changed()).containsExactly("directories.devices.issuers");
            assertThat(service.reload(yaml).changed()).isEmpty();
        }
    }

    @Test
    void anotherKeyOfAListOfAccountsIsAChange() throws Exception {
        String account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();
        Path key = Files.writeString(
                dir.resolve("APP1.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed());
        Map<String, String> environment = Map.of("GATEHOUSE_ACCOUNTS", account + ":" + key);
        try (ReloadedService service = ReloadedService.of(dir, ONE, environment)) {
            assertThat(service.reload(ONE).changed()).isEmpty();
            Files.writeString(key, SigningKey.generate(NkeyKind.ACCOUNT).seed());
            assertThat(service.reload(ONE).changed()).containsExactly("accounts");
        }
    }

    @Test
    void anotherModeNeedsARestart() throws IOException {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            String accounts = "accounts: {APP1: {id: "
                    + SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text() + ", signing_key: "
                    + SigningKey.generate(NkeyKind.ACCOUNT).seed() + "}}\n";
            assertThat(service.problems(ONE + accounts))
                    .containsExactly(
                            "gatehouse.yaml:7:1: accounts: accounts make this operator mode, and the service was"
                                    + " started in config mode: restart it, or remove them");
        }
    }

    @Test
    void aPipeInThePlaceOfTheFileIsNotWaitedFor() throws Exception {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            Files.delete(service.file());
            assertThat(new ProcessBuilder("mkfifo", service.file().toString())
                            .start()
                            .waitFor())
                    .isZero();

            assertThat(service.service().reload("a test").join().problems())
                    .containsExactly(service.file() + ": cannot be read again: not a regular file");
        }
    }

    @Test
    void anAdminRequestSaysWhatHasChangedOrWhatIsWrong() throws Exception {
        try (ReloadedService service = ReloadedService.of(dir, ONE)) {
            service.write(TWO);
            HttpResponse<String> good = service.post(TOKEN);
            service.write("nats: [");
            HttpResponse<String> bad = service.post(TOKEN);

            assertThat(good.statusCode()).isEqualTo(200);
            assertThat(good.body())
                    .isEqualTo("{\"status\":\"reloaded\",\"changed\":[\"directories.staff.type\","
                            + "\"directories.staff.path\"]}\n");
            assertThat(bad.statusCode()).isEqualTo(500);
            assertThat(bad.body())
                    .startsWith("{\"status\":\"failed\",\"problems\":[\"" + service.file() + ":1:8: is not valid YAML");
            assertThat(service.post("another token that is wrong").statusCode()).isEqualTo(401);
        }
    }
}
