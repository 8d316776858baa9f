package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Without the operator's key {@code gatehouse keys} prints what {@code nsc} is to do: with the real nsc, the server then has the same JWT of
 * the account as with the key.
 */
@AgainstNatsServer
@NeedsTool("nsc")
@Tag("heavy")
class NscCommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String ALICE = "{\"alice\": {\"pass\": \"alice\", \"account\": \"APP1\"}}";
    private static final String APP1 = "accounts.APP1.signing_key";
    private static final String ISSUER = "issuer.seed";
    private static final String XKEY = "xkey.seed";
    private static final String[] NO_KEY = {};
    private static final String[] WAITING = {"--wait", "20s"};
    private static final String[] BY_KEY = {"--operator-key", "keys/operator.signing.nk"};

    private static Stage open() throws Exception {
        return Stage.operator()
                .users(ALICE)
                .set("http.listen", "127.0.0.1:0")
                .set("config.reload", "20ms")
                .open();
    }

    private static String keys(Stage stage, String command, String[] options, String... arguments) {
        Cli cli = new Cli(stage.deployment().dir());
        List<String> all = new ArrayList<>(List.of("keys", command, "-c", "gatehouse.yaml"));
        all.addAll(List.of("--set", "nats.url=" + stage.server().url()));
        all.addAll(List.of(options));
        all.addAll(List.of(arguments));
        int exit = cli.run(all.toArray(String[]::new));
        assertThat(exit).as(cli.out() + cli.err()).isZero();
        return cli.out();
    }

    /** Runs the commands that were printed. */
    private static void paste(Nsc nsc, String printed) throws Exception {
        List<String> lines = printed.lines().map(String::strip).toList();
        int from = lines.indexOf("nothing was changed on the servers; these commands do it:");
        assertThat(from).as(printed).isNotNegative();
        List<String> commands = lines.stream()
                .skip(from + 1L)
                .filter(line -> line.startsWith("nsc "))
                .toList();
        assertThat(commands).hasSize(2);
        for (String command : commands) {
            nsc.run(command);
        }
    }

    /** Has the server the same JWT as after the nsc of before, once that is undone and the same is done with the operator's key. */
    private static void assertTheSameByKey(
            Stage stage, Resolver resolver, String account, String before, String command, String... arguments)
            throws Exception {
        JsonNode byNsc = content(resolver.jwt(account));
        assertThat(byNsc).isNotEqualTo(content(before));
        resolver.push(before);
        assertThat(resolver.jwt(account)).isEqualTo(before);
        keys(stage, command, BY_KEY, arguments);
        assertThat(content(resolver.jwt(account))).isEqualTo(byNsc);
    }

    /** What a JWT says, but for when it was signed; nsc sorts the signing keys. */
    private static JsonNode content(String jwt) {
        ObjectNode claims =
                (ObjectNode) JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
        claims.remove(List.of("iat", "jti"));
        ObjectNode nats = (ObjectNode) claims.get("nats");
        Set<String> keys = new TreeSet<>();
        nats.get("signing_keys").forEach(key -> keys.add(key.stringValue()));
        nats.put("signing_keys", String.join(" ", keys));
        return claims;
    }

    private static String publicKey(Stage stage, String file) throws Exception {
        return SigningKey.fromSeed(Files.readString(stage.deployment().dir().resolve(file)))
                .publicKey()
                .text();
    }

    private static boolean isUsed(Stage stage, String kind, String key) throws Exception {
        return Pages.of(stage.service())
                .get("/metrics")
                .body()
                .contains("gatehouse_key_requests_total{key=\"" + key + "\",kind=\"" + kind + "\"}");
    }

    @Test
    void theSigningKeyOfAnAccount() throws Exception {
        try (Stage stage = open();
                Resolver resolver = Resolver.of(stage)) {
            Nsc nsc = Nsc.of(stage);
            String old = publicKey(stage, "keys/APP1.signing.nk");
            String before = resolver.jwt("APP1");
            paste(nsc, keys(stage, "add", NO_KEY, APP1, "next.nk"));
            assertTheSameByKey(stage, resolver, "APP1", before, "add", "--existing", APP1, "next.nk");

            assertThat(keys(stage, "promote", NO_KEY, APP1, "next.nk")).contains(": signs");
            await().atMost(PATIENCE).untilAsserted(() -> {
                stage.connect("alice", "alice").close();
                assertThat(keys(stage, "status", NO_KEY)).contains(publicKey(stage, "next.nk"));
            });
            before = resolver.jwt("APP1");
            paste(nsc, keys(stage, "retire", WAITING, APP1, old));
            assertThat(keys(stage, "retire", NO_KEY, APP1, old)).contains(old + ": retired, and removed from");
            assertTheSameByKey(stage, resolver, "APP1", before, "retire", APP1, old);
            stage.connect("alice", "alice").close();
        }
    }

    @Test
    void theSigningKeyOfTheCalloutsAccount() throws Exception {
        try (Stage stage = open();
                Resolver resolver = Resolver.of(stage)) {
            Nsc nsc = Nsc.of(stage);
            String before = resolver.jwt("AUTH");
            paste(nsc, keys(stage, "add", NO_KEY, ISSUER, "next.nk"));
            assertTheSameByKey(stage, resolver, "AUTH", before, "add", "--existing", ISSUER, "next.nk");
            keys(stage, "promote", NO_KEY, ISSUER, "next.nk");
            String next = publicKey(stage, "next.nk");
            await().atMost(PATIENCE).until(() -> {
                stage.connect("alice", "alice").close();
                return isUsed(stage, "issuer", next);
            });
        }
    }

    @Test
    void theXkey() throws Exception {
        try (Stage stage = open();
                Resolver resolver = Resolver.of(stage)) {
            Nsc nsc = Nsc.of(stage);
            Path file = stage.deployment().key("xkey");
            String old = CurveKey.fromSeed(Files.readString(file)).publicKey().text();
            assertThat(keys(stage, "add", NO_KEY, XKEY, "next.nk")).contains(": held in ");
            String next = CurveKey.fromSeed(
                            Files.readString(stage.deployment().dir().resolve("next.nk")))
                    .publicKey()
                    .text();
            await().atMost(PATIENCE).until(() -> isUsed(stage, "xkey", next));
            String before = resolver.jwt("AUTH");
            paste(nsc, keys(stage, "promote", NO_KEY, XKEY, "next.nk"));
            assertTheSameByKey(stage, resolver, "AUTH", before, "promote", XKEY, "next.nk");
            assertThat(keys(stage, "retire", NO_KEY, XKEY, old)).contains(old + ": retired, and removed from");
            stage.connect("alice", "alice").close();
        }
    }
}
