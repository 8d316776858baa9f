package io.gatehouse.load.request;

import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.Nkey;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** Writes requests as nats-server does, about 30 us each: claims, signature, box. May be used by many threads. */
public final class RequestWriter {
    private static final String HEADER = "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String SERVER_VERSION = "2.15.1";

    private final Workload workload;
    private final Clock clock;
    private final long lifeSeconds;
    private final @Nullable String tls;

    /**
     * @param life from {@code iat} to {@code exp} of a request; whole seconds
     */
    public RequestWriter(Workload workload, Clock clock, Duration life) {
        this.workload = workload;
        this.clock = clock;
        this.lifeSeconds = life.toSeconds();
        this.tls = workload.tlsChain() ? TlsChain.json() : null;
    }

    /** The payload of a request: a JWT, or a box of it. */
    public byte[] payload(long request, int client) {
        return payload(request, client, UnaryOperator.identity());
    }

    /**
     * The payload of a request with other claims.
     *
     * @param change makes them of those that it would have, as JSON
     */
    public byte[] payload(long request, int client, UnaryOperator<String> change) {
        RequestingServer server = workload.server(request);
        BoxKey box = server.box();
        byte[] jwt = jwt(server, change.apply(claims(request, client, server)));
        return box == null ? jwt : box.seal(jwt);
    }

    /** What is in the box, where there is one. */
    public byte[] jwt(long request, int client) {
        RequestingServer server = workload.server(request);
        return jwt(server, claims(request, client, server));
    }

    private static byte[] jwt(RequestingServer server, String claims) {
        String payload = BASE64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signed = (HEADER + payload).getBytes(StandardCharsets.US_ASCII);
        byte[] signature = BASE64.encode(server.key().sign(signed, 0, signed.length));
        byte[] jwt = new byte[signed.length + 1 + signature.length];
        System.arraycopy(signed, 0, jwt, 0, signed.length);
        jwt[signed.length] = '.';
        System.arraycopy(signature, 0, jwt, signed.length + 1, signature.length);
        return jwt;
    }

    private String claims(long request, int client, RequestingServer server) {
        long now = Math.floorDiv(clock.millis(), 1000L);
        Nkey user = workload.userNkey(request);
        StringBuilder json = new StringBuilder(1024);
        json.append("{\"aud\":\"nats-authorization-request\",\"exp\":").append(now + lifeSeconds);
        // A real jti is a hash in the same alphabet and of about the same length.
        json.append(",\"jti\":\"")
                .append(user.text(), 2, 54)
                .append("\",\"iat\":")
                .append(now);
        json.append(",\"iss\":\"").append(server.id());
        json.append("\",\"sub\":\"").append(workload.subject()).append("\",\"nats\":{");
        server(json, server);
        json.append(",\"user_nkey\":\"").append(user.text()).append('"');
        client(json, request, client);
        if (tls != null) {
            json.append(",\"client_tls\":").append(tls);
        }
        return json.append(",\"type\":\"authorization_request\",\"version\":2}}")
                .toString();
    }

    private static void server(StringBuilder json, RequestingServer server) {
        json.append("\"server_id\":{\"name\":\"").append(server.name()).append("\",\"host\":\"0.0.0.0\",\"id\":\"");
        json.append(server.id())
                .append("\",\"version\":\"")
                .append(SERVER_VERSION)
                .append('"');
        if (server.xkey() != null) {
            json.append(",\"xkey\":\"").append(server.xkey().text()).append('"');
        }
        json.append('}');
    }

    private void client(StringBuilder json, long request, int client) {
        String user = quoted(workload.users().login(client).user());
        long cid = request / workload.servers().size() + 1;
        json.append(",\"client_info\":{\"host\":\"")
                .append(workload.address(client))
                .append("\",\"id\":")
                .append(cid);
        json.append(",\"user\":").append(user);
        json.append(",\"name\":\"load\",\"kind\":\"Client\",\"type\":\"nats\"},\"connect_opts\":{\"user\":")
                .append(user);
        json.append(",\"pass\":").append(quoted(workload.users().presented(client)));
        json.append(",\"name\":\"load\",\"lang\":\"go\",\"version\":\"1.48.0\",\"protocol\":1}");
    }

    private static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"';
    }
}
