package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code gatehouse keys status} at a real server. */
@AgainstNatsServer
class KeyStatusIT {
    private static final String USERS = "{\"anna\": {\"pass\": \"a1\", \"account\": \"APP1\"}}";

    private record Printed(int exit, List<String> lines) {}

    private static Printed status(Stage stage, String... more) {
        Cli cli = new Cli(stage.deployment().dir());
        List<String> arguments = new ArrayList<>(List.of(
                "keys",
                "status",
                "-c",
                "gatehouse.yaml",
                "--set",
                "nats.url=" + stage.server().url(),
                "--set",
                "nats.connect_timeout=6s"));
        arguments.addAll(List.of(more));
        int exit = cli.run(arguments.toArray(String[]::new));
        return new Printed(exit, (cli.out() + cli.err()).lines().toList());
    }

    private static SigningKey key(Deployment deployment, String name) throws Exception {
        return SigningKey.fromSeed(Files.readString(deployment.key(name)));
    }

    @Test
    void tellsWhatTheServersKnowOfEachKey() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).open();
                Resolver resolver = Resolver.of(stage);
                Client anna = new Client(stage.as("anna", "a1"))) {
            Deployment deployment = stage.deployment();
            SigningKey app1 = key(deployment, "APP1.signing");
            SigningKey issuer = key(deployment, "AUTH.signing");
            SigningKey next = SigningKey.generate(NkeyKind.ACCOUNT);
            Printed before = status(stage);
            assertThat(anna.isConnected()).isTrue();
            assertThat(before.exit).isZero();
            assertThat(before.lines)
                    .contains("accounts.APP1.signing_key  " + app1 + "  signs  on 1 of 1 servers  1 session")
                    .anyMatch(line -> line.startsWith("issuer.seed  " + issuer + "  signs  on 1 of 1 servers  "))
                    .anyMatch(line -> line.matches("xkey.seed {2}X\\S+ {2}opens {2}on 1 of 1 servers"))
                    .anyMatch(line -> line.matches("nats.creds {2}U\\S+ {2}signed by A\\S+"));

            Files.writeString(deployment.key("APP1.signing"), next.seed() + "\n" + app1.seed());
            Printed early = status(stage);
            assertThat(early.exit).isOne();
            assertThat(early.lines)
                    .contains("accounts.APP1.signing_key  " + next
                            + "  signs  on 0 of 1 servers  0 sessions  FAIL servers"
                            + " that do not list it refuse its users: push the account")
                    .contains("accounts.APP1.signing_key  " + app1 + "  held  on 1 of 1 servers  1 session");

            resolver.pushSigners("APP1", app1, next);
            Files.writeString(deployment.key("APP1.signing"), next.seed());
            Printed after = status(stage);
            assertThat(after.exit).isZero();
            assertThat(after.lines)
                    .contains("accounts.APP1.signing_key  " + next + "  signs  on 1 of 1 servers  0 sessions")
                    .contains("account APP1  " + app1 + "  not held here  on 1 of 1 servers  1 session");

            resolver.pushXkey(CurveKey.generate());
            Printed sealed = status(stage, "--json");
            assertThat(sealed.exit).isOne();
            assertThat(sealed.lines)
                    .singleElement()
                    .asString()
                    .contains(
                            "\"place\":\"xkey.seed\"",
                            "\"servers_listing\":0,\"servers_asked\":1",
                            "\"problem\":\"a server seals its requests for another xkey");
        }
    }

    @Test
    void tellsThatTheServersCouldNotBeAsked() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            Printed other = status(
                    stage, "--sys-creds", stage.deployment().serviceCreds().toString());
            assertThat(other.exit).isOne();
            assertThat(other.lines)
                    .anyMatch(line -> line.startsWith("the servers were not queried: ")
                            && line.endsWith("pass credentials of a user of the system account"))
                    .anyMatch(line -> line.startsWith("accounts.APP1.signing_key  "));
        }
    }

    @Test
    void doesNotBlameTheCredentialsWhereThereIsNoServer() throws Exception {
        try (Stage stage = Stage.operator().users(USERS).openWithoutService()) {
            stage.server().close();
            Printed none = status(stage);
            assertThat(none.exit).isOne();
            assertThat(none.lines)
                    .contains("the servers were not queried: no connection to nats-server "
                            + stage.server().url()
                            + ": Connection refused; check nats.url, and whether nats-server runs;"
                            + " --offline skips this")
                    .anyMatch(line -> line.startsWith("accounts.APP1.signing_key  "));
        }
    }

    @Test
    void tellsOfConfigModeWhatTheConfigurationHas() throws Exception {
        try (Stage stage = Stage.config().users(USERS).openWithoutService()) {
            Printed printed = status(stage);
            assertThat(printed.exit).isZero();
            assertThat(printed.lines)
                    .satisfiesExactly(
                            line -> assertThat(line).matches("issuer.seed {2}A\\S+ {2}signs where it is expected"),
                            line -> assertThat(line).matches("xkey.seed {2}X\\S+ {2}opens"));
        }
    }
}
