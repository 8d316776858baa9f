package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.init.Deployment;
import io.gatehouse.cli.init.DeploymentOptions;
import io.gatehouse.cli.init.Mode;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gatehouse keys add}, {@code promote} and {@code retire} do without a server. */
class KeyCommandsTest {
    @TempDir
    private Path folder;

    private Deployment deployment(Mode mode) throws Exception {
        return Deployment.create(
                folder.toRealPath().resolve("d"), DeploymentOptions.defaults().withMode(mode));
    }

    private static String run(Deployment deployment, int code, String... arguments) {
        Cli cli = new Cli(deployment.dir());
        List<String> all = new ArrayList<>(List.of("keys"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("-c", "gatehouse.yaml"));
        assertThat(cli.run(all.toArray(String[]::new)))
                .as(cli.out() + cli.err())
                .isEqualTo(code);
        return cli.out() + cli.err();
    }

    private static Nkey signer(Path file) throws Exception {
        return SigningKey.fromSeed(Files.readAllLines(file).get(0)).publicKey();
    }

    @Test
    void inConfigModeBothIssuersAreHeldAndTheServersAreToldOf() throws Exception {
        Deployment deployment = deployment(Mode.CONFIG);
        Path file = deployment.key("issuer");
        Nkey before = signer(file);

        assertThat(run(deployment, 0, "add", "issuer.seed", "next.nk"))
                .contains(": held in ", "next: gatehouse keys promote -c gatehouse.yaml issuer.seed next.nk");
        Nkey after = signer(deployment.dir().resolve("next.nk"));
        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(signer(file)).isEqualTo(before);
        assertThat(run(deployment, 1, "retire", "issuer.seed", before.text())).contains("promote another one first");

        assertThat(run(deployment, 0, "promote", "issuer.seed", "next.nk"))
                .contains(
                        "to do: set this in auth_callout of each nats-server",
                        "issuer: " + after,
                        "later: gatehouse keys retire -c gatehouse.yaml issuer.seed " + before);
        assertThat(signer(file)).isEqualTo(after);

        Path conf = deployment.serverConf();
        assertThat(run(deployment, 1, "retire", "--set", "check.server_conf=" + conf, "issuer.seed", before.text()))
                .contains("is in auth_callout of");
        Files.writeString(conf, Files.readString(conf).replace(before.text(), after.text()));
        assertThat(run(deployment, 0, "retire", "issuer.seed", before.text()))
                .contains(
                        "not checked: instances may still sign with " + before,
                        "gatehouse_key_requests_total",
                        "retired, and removed from");
        assertThat(Files.readAllLines(file)).hasSize(1);
    }

    /** Logins at a server that has the key yet would fail. */
    @Test
    void inConfigModeAKeyIsNotRetiredWhileAServersFileMayHaveIt() throws Exception {
        Deployment deployment = deployment(Mode.CONFIG);
        Path yaml = deployment.dir().resolve("gatehouse.yaml");
        String settings = Files.readString(yaml);
        Path file = deployment.key("issuer");
        Nkey before = signer(file);
        run(deployment, 0, "add", "issuer.seed", "next.nk");
        run(deployment, 0, "promote", "issuer.seed", "next.nk");
        String keys = Files.readString(file);

        Path conf = Files.writeString(deployment.dir().resolve("other.conf"), "auth_callout {");
        String other = "check.server_conf=" + conf;
        assertThat(run(deployment, 1, "retire", "--set", other, "issuer.seed", before.text()))
                .contains("it is not known whether " + conf + " has the key: it cannot be read");
        Files.writeString(conf, "port: 4222");
        assertThat(run(deployment, 1, "retire", "--set", other, "issuer.seed", before.text()))
                .contains("it has no auth_callout");
        Files.writeString(yaml, settings.replaceFirst("check:\n  server_conf: .*\n", ""));
        assertThat(run(deployment, 1, "retire", "issuer.seed", before.text()))
                .contains("--not-in-server-conf", "nothing was changed");
        assertThat(file).hasContent(keys);
        assertThat(run(deployment, 0, "retire", "--not-in-server-conf", "issuer.seed", before.text()))
                .contains("retired, and removed from");
    }

    /** The default sentinel may be signed by it. */
    @Test
    void inOperatorModeAKeyOfAuthIsNotRetiredWithoutAServersFile() throws Exception {
        Deployment deployment = deployment(Mode.OPERATOR);
        Path yaml = deployment.dir().resolve("gatehouse.yaml");
        Files.writeString(yaml, Files.readString(yaml).replaceFirst("  server_conf: .*\n", ""));
        String other = SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text();

        assertThat(run(deployment, 1, "retire", "issuer.seed", other)).contains("--not-in-server-conf");
        assertThat(run(deployment, 1, "retire", "accounts.APP1.signing_key", other))
                .doesNotContain("--not-in-server-conf");
    }

    @Test
    void whatIsBehindALinkIsLeftToWhoMadeIt() throws Exception {
        Deployment deployment = deployment(Mode.CONFIG);
        Path file = deployment.key("xkey");
        Path other = Files.move(file, file.resolveSibling("data.nk"));
        Files.createSymbolicLink(file, other);

        assertThat(run(deployment, 0, "add", "xkey.seed", "next.nk"))
                .contains("to do: append the seed in next.nk to those at " + file + " (xkey.seed)");
        assertThat(Files.readAllLines(other)).hasSize(1);
        assertThat(run(deployment, 1, "promote", "xkey.seed", "next.nk")).contains("is not held yet");
    }

    @Test
    void withoutTheOperatorsKeyTheCommandsOfNscArePrinted() throws Exception {
        Deployment deployment = deployment(Mode.OPERATOR);
        Path next = deployment.dir().resolve("next.nk");

        assertThat(run(deployment, 0, "add", "accounts.APP1.signing_key", "next.nk"))
                .contains("nsc edit account --name APP1 --sk " + signer(next), "nsc push --account APP1");
        assertThat(run(deployment, 0, "add", "--existing", "issuer.seed", "next.nk"))
                .contains("nsc edit account --name AUTH --sk " + signer(next));
        assertThat(run(deployment, 0, "add", "xkey.seed", "next.xk")).contains(": held in ");
        assertThat(run(deployment, 0, "promote", "xkey.seed", "next.xk"))
                .contains("nsc edit authcallout --account AUTH --curve X");
    }

    /** Config mode would have other keys changed. */
    @Test
    void operatorModeWithoutItsAccountIsNotTakenForConfigMode() throws Exception {
        Deployment deployment = deployment(Mode.OPERATOR);
        String keys = Files.readString(deployment.key("xkey"));
        Files.writeString(deployment.serviceCreds(), "no credentials");
        Path yaml = deployment.dir().resolve("gatehouse.yaml");
        Files.writeString(yaml, Files.readString(yaml).replaceFirst("\n  account: A[A-Z2-7]{55}", ""));

        for (String place : List.of("issuer.seed", "xkey.seed")) {
            assertThat(run(deployment, 1, "add", place, "next.nk"))
                    .contains("the account of the keys at " + place + " is not known");
        }
        assertThat(deployment.key("xkey")).hasContent(keys);
        assertThat(deployment.dir().resolve("next.nk")).doesNotExist();
    }

    @Test
    void whatIsMeantMustBeSaid() throws Exception {
        Deployment deployment = deployment(Mode.CONFIG);

        assertThat(run(deployment, 1, "add", "accounts.APP1.signing_key", "next.nk"))
                .contains("it has them at issuer.seed, xkey.seed");
        assertThat(run(deployment, 1, "retire", "issuer.seed", "SAXX"))
                .contains("a public key of the kind at issuer.seed is needed");
        assertThat(run(deployment, 2, "retire", "--wait", "soon", "issuer.seed", "A"))
                .contains("--wait: 'soon'");
        assertThat(run(deployment, 2, "add", "issuer.seed")).contains("FILE");
        assertThat(run(deployment, 2, "add", "--set", "s3cr3t", "issuer.seed", "next.nk"))
                .contains("--set needs a key and a value: --set KEY=VALUE")
                .doesNotContain("s3cr3t");
        assertThat(run(deployment, 1, "promote", "issuer.seed", "none.nk")).contains("none.nk cannot be read");
    }
}
