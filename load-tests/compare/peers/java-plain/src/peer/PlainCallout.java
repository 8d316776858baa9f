package peer;

import static io.nats.client.support.JsonValueUtils.mapBuilder;
import static io.nats.client.support.JsonValueUtils.readString;
import static io.nats.client.support.JsonValueUtils.readValue;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.nkey.NKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;

/**
 * The auth callout service that one writes in an afternoon from what NATS's documentation teaches for Java: jnats,
 * nkeys-java, one dispatcher, one request after the other, nothing remembered. Gatehouse is measured against it.
 */
public final class PlainCallout {
    private static final String SUBJECT = "$SYS.REQ.USER.AUTH";
    private static final String AUDIENCE = "nats-authorization-request";
    private static final String XKEY_HEADER = "Nats-Server-Xkey";

    private final Connection connection;
    private final NKey issuer;
    private final Box box;
    private final Map<String, JsonValue> users;

    private PlainCallout(Connection connection, NKey issuer, Box box, Map<String, JsonValue> users) {
        this.connection = connection;
        this.issuer = issuer;
        this.box = box;
        this.users = users;
    }

    public static void main(String[] words) throws Exception {
        Map<String, String> flags = flags(words);
        Options options = new Options.Builder()
                .server(flags.getOrDefault("nats.url", Options.DEFAULT_URL))
                .userInfo(flags.getOrDefault("nats.user", ""), flags.getOrDefault("nats.pass", ""))
                .connectionName("java-plain")
                .maxReconnects(-1)
                .build();
        NKey issuer = NKey.fromSeed(secret(flags, "issuer.seed", "ISSUER_SEED").toCharArray());
        String xkey = secret(flags, "xkey.seed", "XKEY_SEED");
        Map<String, JsonValue> users =
                JsonParser.parse(Files.readString(Path.of(flags.getOrDefault("users", "users.json")))).map;
        Connection connection = Nats.connect(options);
        PlainCallout callout =
                new PlainCallout(connection, issuer, xkey.isEmpty() ? null : Box.fromSeed(xkey), users);
        connection.createDispatcher(callout::handle).subscribe(SUBJECT, "java-plain");
        connection.flush(java.time.Duration.ofSeconds(5));
        System.err.println("Ready");
        Thread.currentThread().join();
    }

    private void handle(Message message) {
        try {
            String serverXkey =
                    message.getHeaders() == null ? null : message.getHeaders().getFirst(XKEY_HEADER);
            byte[] data = box == null ? message.getData() : box.open(message.getData(), serverXkey);
            byte[] answer = answer(data).getBytes(StandardCharsets.US_ASCII);
            connection.publish(message.getReplyTo(), box == null ? answer : box.seal(answer, serverXkey));
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            System.err.println("left unanswered: " + e);
        }
    }

    private String answer(byte[] data) throws GeneralSecurityException, IOException {
        JsonValue claims = Jwt.verified(new String(data, StandardCharsets.US_ASCII));
        JsonValue nats = readValue(claims, "nats");
        JsonValue server = readValue(nats, "server_id");
        String serverId = readString(server, "id");
        if (!serverId.equals(readString(claims, "iss")) || !AUDIENCE.equals(readString(claims, "aud"))) {
            throw new GeneralSecurityException("not a request of a nats-server");
        }
        JsonValue connect = readValue(nats, "connect_opts");
        String userNkey = readString(nats, "user_nkey");
        JsonValue user = users.get(readString(connect, "user", ""));
        var response = mapBuilder().put("type", "authorization_response").put("version", 2);
        if (user != null && accepts(readString(user, "pass"), readString(connect, "pass", ""))) {
            response.put("jwt", userJwt(userNkey, readString(connect, "user"), user));
        } else {
            response.put("error", "unknown user or wrong password");
        }
        return Jwt.signed(issuer, userNkey, serverId, null, response.toJsonValue());
    }

    private String userJwt(String userNkey, String name, JsonValue user) throws GeneralSecurityException, IOException {
        JsonValue permissions = readValue(user, "permissions");
        var body = mapBuilder()
                .put("type", "user")
                .put("version", 2)
                .put("subs", -1)
                .put("data", -1)
                .put("payload", -1)
                .put("pub", permissions == null ? null : readValue(permissions, "pub"))
                .put("sub", permissions == null ? null : readValue(permissions, "sub"));
        return Jwt.signed(issuer, userNkey, readString(user, "account"), name, body.toJsonValue());
    }

    private static boolean accepts(String expected, String given) {
        return expected != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String secret(Map<String, String> flags, String flag, String variable) {
        return flags.getOrDefault(flag, System.getenv().getOrDefault(variable, ""));
    }

    /** {@code -name value} and {@code -name=value}. */
    private static Map<String, String> flags(String[] words) {
        Map<String, String> flags = new HashMap<>();
        for (int i = 0; i < words.length; i++) {
            String[] parts = words[i].replaceFirst("^--?", "").split("=", 2);
            flags.put(parts[0], parts.length == 2 ? parts[1] : words[++i]);
        }
        return flags;
    }
}
