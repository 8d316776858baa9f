package io.gatehouse.testbed;

import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real OpenID provider on a port of its own. It knows the clients alice, of the groups staff and ops, and bob, and gives each access
 * tokens for the audience {@code nats}. The client gatehouse may ask about tokens. The secret of each is its name and {@code
 * -secret}.
 */
public final class OidcProvider implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

    private final ServerProcess process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private OidcProvider(ServerProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one that signs with an algorithm.
     *
     * @param algorithm as JWTs call it
     * @param lifetime of its tokens
     * @throws io.gatehouse.testbed.tools.ToolMissingException if it can be had in no way
     */
    public static OidcProvider start(String algorithm, Duration lifetime) {
        ServerLog log = new ServerLog();
        List<String> command = List.of(
                Tools.find(ToolSpec.OIDC_PROVIDER).path().toString(),
                "--alg",
                algorithm,
                "--ttl",
                Long.toString(lifetime.toSeconds()));
        ServerProcess process = ServerProcess.start(new ProcessBuilder(command), log, null);
        String line = log.await("^listening on ", 0, LIMIT);
        return new OidcProvider(process, Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What its tokens have as {@code iss}. */
    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** A new access token of a client, as a JWT. */
    public String token(String client) throws IOException, InterruptedException {
        return token(client, "grant_type=client_credentials");
    }

    /** A new access token of a client, of which only the provider knows anything. */
    public String opaqueToken(String client) throws IOException, InterruptedException {
        return token(client, "grant_type=client_credentials&resource=urn:opaque");
    }

    private String token(String client, String form) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(post(client, "/token", form));
        if (!token.find()) {
            throw new NatsServerException("The provider gave no token");
        }
        return token.group(1);
    }

    /** Takes an opaque token back that a client was given. */
    public void revoke(String client, String token) throws IOException, InterruptedException {
        String unused = post(client, "/token/revocation", "token=" + token);
    }

    private String post(String client, String path, String form) throws IOException, InterruptedException {
        String login = Base64.getEncoder()
                .encodeToString((client + ":" + client + "-secret").getBytes(StandardCharsets.US_ASCII));
        return send(request(path)
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    /** From now on it signs with a new key, and tells of no other. */
    public void rotate() throws IOException, InterruptedException {
        String unused = send(request("/testbed/rotate").POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** How often its keys were asked for. */
    public int keyRequests() throws IOException, InterruptedException {
        Matcher count = Pattern.compile("\"/jwks\":([0-9]+)").matcher(send(request("/testbed/requests")));
        return count.find() ? Integer.parseInt(count.group(1)) : 0;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(issuer() + path)).timeout(LIMIT);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        process.stop(Duration.ofSeconds(5));
    }
}
