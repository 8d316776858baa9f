package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * {@code gatehouse keys} signs no account's JWT that somebody contests: who is in the system account can answer as a server does, and show
 * the JWT of before, whose key has leaked.
 */
@AgainstNatsServer
@Tag("heavy")
@SuppressWarnings("try") // somebody who is there, and not asked
class ContestedAccountIT {
    private static final String APP1 = "accounts.APP1.signing_key";
    private static final String NAME = "n0";

    private static Stage open() throws Exception {
        return Stage.operator()
                .serverConf(conf -> conf + "server_name: " + NAME + "\n")
                .openWithoutService();
    }

    /** Two servers are there, as it says; so both are heard, however long that takes. */
    private static String refused(Stage stage) throws Exception {
        Cli cli = new Cli(stage.deployment().dir());
        List<String> all = new ArrayList<>(List.of("keys", "add", "-c", "gatehouse.yaml", "--servers", "2"));
        all.addAll(List.of("--set", "nats.url=" + stage.server().url(), "--set", "nats.connect_timeout=30s"));
        all.addAll(List.of("--operator-key", "keys/operator.signing.nk", APP1, "next.nk"));
        assertThat(cli.run(all.toArray(String[]::new)))
                .as(cli.out() + cli.err())
                .isOne();
        return cli.out() + cli.err();
    }

    private static SigningKey key(Deployment deployment, String name) throws Exception {
        return SigningKey.fromSeed(Files.readString(deployment.key(name)));
    }

    private static String jwt(Stage stage) throws Exception {
        return Files.readString(new AccountJwt(stage.deployment(), "APP1").file())
                .strip();
    }

    private static String account(Stage stage) throws Exception {
        return new AccountJwt(stage.deployment(), "APP1").claims().id().text();
    }

    @Test
    void theJwtOfBeforeIsNotSignedAgain() throws Exception {
        try (Stage stage = open();
                Resolver resolver = Resolver.of(stage)) {
            String before = jwt(stage);
            resolver.pushSigners("APP1", SigningKey.generate(NkeyKind.ACCOUNT));

            try (PretendedServer other = pretended(stage, "n1", before)) {
                assertThat(refused(stage)).contains("the servers disagree on the JWT of account APP1: n1 has one of ");
            }
            assertThat(stage.deployment().dir().resolve("next.nk")).doesNotExist();
        }
    }

    /** It takes no place of what the server itself answers. */
    @Test
    void anAnswerInTheNameOfAServerIsOneMore() throws Exception {
        try (Stage stage = open();
                Resolver resolver = Resolver.of(stage)) {
            String before = jwt(stage);
            resolver.pushSigners("APP1", SigningKey.generate(NkeyKind.ACCOUNT));

            try (PretendedServer other = pretended(stage, NAME, before)) {
                assertThat(refused(stage))
                        .containsPattern(
                                "the servers disagree on the JWT of account APP1: n0( \\(answer 2\\))? has one of ");
            }
        }
    }

    private static PretendedServer pretended(Stage stage, String name, String jwt) throws Exception {
        return PretendedServer.of(stage, name, account(stage), () -> jwt, () -> {});
    }

    /** Another operator pushes between the first look at the account and the push: what that one has changed is not undone. */
    @Test
    void whatSomebodyHasPushedMeanwhileStays() throws Exception {
        SigningKey others = SigningKey.generate(NkeyKind.ACCOUNT);
        try (Stage stage = open();
                Resolver resolver = Resolver.of(stage)) {
            SigningKey held = key(stage.deployment(), "APP1.signing");
            PacedReloads.Change push = () -> resolver.pushSigners("APP1", held, others);
            try (PretendedServer other = PretendedServer.of(stage, "n1", account(stage), () -> jwt(stage), push)) {
                assertThat(refused(stage)).contains("somebody else has changed account APP1 meanwhile");
            }
            assertThat(new AccountJwt(stage.deployment(), "APP1").claims().isSigner(others.publicKey()))
                    .isTrue();
        }
    }
}
