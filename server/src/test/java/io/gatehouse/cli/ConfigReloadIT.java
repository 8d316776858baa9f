package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.service.ReloadResult;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.nats.client.Connection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ways in which a changed configuration comes into force, while a user logs in 200 times a second; none of these logins is lost. */
@AgainstNatsServer
@SuppressWarnings("try") // what waits for logins may be interrupted
@Tag("heavy")
class ConfigReloadIT {
    private static PacedReloads staff() throws Exception {
        return PacedReloads.open(PacedReloads.staff(Stage.config()));
    }

    @Test
    void directoriesAreAddedChangedReorderedAndRemoved() throws Exception {
        try (PacedReloads reloads = staff()) {
            String yaml = reloads.yaml();
            Files.writeString(
                    reloads.file().resolveSibling("others.json"),
                    "{\"meter\": {\"pass\": \"m1\", \"account\": \"APP2\"}}");
            reloads.mayNotLogIn("sensor", "s1");
            reloads.take("directories.devices.type", reloads.with(PacedReloads.DEVICES));
            reloads.mayLogIn("sensor", "s1");
            reloads.mayLogIn("both", "second");

            reloads.take(".*callout.directory_order", yaml.replace("check:", PacedReloads.DEVICES + "check:"));
            reloads.mayLogIn("both", "first");
            reloads.mayNotLogIn("both", "second");

            String others = PacedReloads.DEVICES.replace("devices.json", "others.json");
            reloads.take(
                    "directories.devices.path",
                    () -> Files.writeString(reloads.file(), yaml.replace("check:", others + "check:")));
            reloads.mayNotLogIn("sensor", "s1");
            reloads.mayLogIn("meter", "m1");

            reloads.take("directories.devices.type", yaml);
            reloads.mayNotLogIn("meter", "m1");
        }
    }

    @Test
    void theLinkThatTheFileIsIsTurned() throws Exception {
        try (PacedReloads reloads = staff()) {
            String devices = reloads.with(PacedReloads.DEVICES);
            reloads.take("directories.devices.type", () -> {
                Path data = volume(reloads.file(), devices);
                assertThat(Files.readSymbolicLink(data)).hasToString("v1");
            });
            reloads.mayLogIn("sensor", "s1");
            reloads.take("callout.allowed_accounts", () -> {
                Path folder = Files.createDirectory(reloads.file().resolveSibling("v2"));
                Files.writeString(
                        folder.resolve("gatehouse.yaml"),
                        devices.replaceFirst("allowed_accounts: .*", "allowed_accounts: [ APP1 ]"));
                Path next = Files.createSymbolicLink(reloads.file().resolveSibling("..data_tmp"), Path.of("v2"));
                Files.move(next, reloads.file().resolveSibling("..data"), StandardCopyOption.ATOMIC_MOVE);
            });
            long dropped = reloads.stage().service().counters().drops();
            reloads.mayNotLogIn("sensor", "s1");
            assertThat(reloads.stage().service().counters().drops()).isGreaterThan(dropped);
        }
    }

    /** As Kubernetes mounts a volume: the file is a link through a link to a folder; the first of the two is returned. */
    private static Path volume(Path file, String yaml) throws Exception {
        Path folder = Files.createDirectory(file.resolveSibling("v1"));
        Files.writeString(folder.resolve("gatehouse.yaml"), yaml);
        Path data = Files.createSymbolicLink(file.resolveSibling("..data"), Path.of("v1"));
        Path link = Files.createSymbolicLink(file.resolveSibling("link"), Path.of("..data", "gatehouse.yaml"));
        Files.move(link, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return data;
    }

    /** Nobody gets an answer of a bucket that is not connected, and nobody of a key before all of them are known. */
    @Test
    void aBucketComesIntoUseOnceItsUsersAreKnown() throws Exception {
        Stage.Builder builder = PacedReloads.staff(Stage.config()).edit(BucketStages::withAccount);
        try (PacedReloads reloads = PacedReloads.open(builder);
                Connection admin = BucketStages.admin(reloads.stage())) {
            BucketStages.bucket(admin, "USERS").put("bob", "{\"pass\": \"b1\", \"account\": \"APP1\"}");
            String bucket = ": {type: kv, bucket: USERS, nats: {user: kv, password: kv-secret}, names: {realm: all}}\n";
            for (String name : List.of("one", "two", "three")) {
                reloads.take(".*directories." + name + ".type", reloads.with("  " + name + bucket));
                reloads.mayLogIn("bob", "b1");
            }
        }
    }

    @Test
    void aSignalAndARequestReadWhatNobodyLooksAt() throws Exception {
        try (PacedReloads reloads = PacedReloads.open(PacedReloads.staff(Stage.config()), "anna", "a1", "0s")) {
            reloads.take("directories.devices.type", () -> {
                reloads.replace(reloads.with(PacedReloads.DEVICES));
                ReloadResult result = reloads.stage().service().reload("SIGHUP").join();
                assertThat(result.changed()).contains("directories.devices.path");
            });
            reloads.mayLogIn("sensor", "s1");

            reloads.take("directories.devices.type", () -> {
                reloads.replace(reloads.yaml() + "instance: other\n");
                HttpResponse<String> answer = post(reloads.stage());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("\"status\":\"reloaded\"", "\"needs_restart\":[\"instance\"]");
            });
            reloads.mayNotLogIn("sensor", "s1");
        }
    }

    private static HttpResponse<String> post(Stage stage) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + Pages.ofAdmin(stage.service()).address() + "/-/reload"))
                .header("Authorization", "Bearer " + PacedReloads.TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void anAccountIsAddedInOperatorMode() throws Exception {
        Stage.Builder builder = PacedReloads.staff(Stage.operator()).prepared(deployment -> {
            String yaml = Files.readString(deployment.settings());
            Files.writeString(deployment.dir().resolve("whole.yaml"), yaml);
            Files.writeString(
                    deployment.settings(),
                    yaml.replaceFirst("  APP2:\\n    id: .*\\n    signing_key: .*\\n", "")
                            .replace("directories:\n", "directories:\n" + PacedReloads.DEVICES));
        });
        try (PacedReloads reloads = PacedReloads.open(builder)) {
            long dropped = reloads.stage().service().counters().drops();
            reloads.mayNotLogIn("sensor", "s1");
            assertThat(reloads.stage().service().counters().drops()).isGreaterThan(dropped);

            String whole = Files.readString(reloads.file().resolveSibling("whole.yaml"))
                    .replace("directories:\n", "directories:\n" + PacedReloads.DEVICES);
            reloads.take("accounts.APP2.id, accounts.APP2.signing_key", whole);
            reloads.mayLogIn("sensor", "s1");
            reloads.take("accounts.APP2.id, accounts.APP2.signing_key", reloads.yaml());
            reloads.mayNotLogIn("sensor", "s1");
        }
    }
}
