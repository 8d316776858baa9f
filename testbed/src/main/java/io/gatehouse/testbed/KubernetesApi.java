package io.gatehouse.testbed;

import io.gatehouse.testbed.pki.CertificateAuthority;
import io.gatehouse.testbed.pki.CertificateRequest;
import io.gatehouse.testbed.tools.FileTree;
import io.gatehouse.testbed.tools.ToolSpec;
import io.gatehouse.testbed.tools.Tools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A real API server of Kubernetes on 127.0.0.1 with a database of its own, and nothing else of a cluster: objects are kept and tokens are
 * given out, but no pod ever runs. It is ready when {@code start} returns, keeps its port and objects over restarts, and ends with this
 * JVM at the latest.
 */
public final class KubernetesApi implements AutoCloseable {
    /** What its tokens have as {@code iss}. */
    public static final String ISSUER = "https://kubernetes.default.svc.cluster.local";

    private static final String ADMIN = "admin-token-of-the-testbed";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FAILURES = 300;
    private static final Pattern TOKEN = Pattern.compile("\"token\": ?\"([^\"]+)\"");

    private final Path folder;
    private final CertificateAuthority authority = CertificateAuthority.root("Kubernetes");
    private final HttpClient http;
    private final ServerLog log = new ServerLog();
    private final ServerProcess database;
    private final int databasePort = KeptPort.free();
    private final int port = KeptPort.free();
    private final List<String> signers = new ArrayList<>();
    private @Nullable ServerProcess process;

    private KubernetesApi() throws IOException, GeneralSecurityException {
        folder = Files.createTempDirectory("gatehouse-kubernetes-").toRealPath();
        authority
                .issue(CertificateRequest.of("kube-apiserver").dns("localhost").loopback())
                .write(folder, "server");
        Files.writeString(folder.resolve("ca.crt"), authority.pem());
        Files.writeString(folder.resolve("tokens.csv"), ADMIN + ",admin,admin,\"system:masters\"\n");
        Files.writeString(folder.resolve("kubeconfig"), kubeconfig(port));
        http = HttpClient.newBuilder()
                .sslContext(authority.trusting())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        database = startDatabase();
    }

    /**
     * Starts one.
     *
     * @throws io.gatehouse.testbed.tools.ToolMissingException if a program can be had in no way
     */
    public static KubernetesApi start() {
        try {
            KubernetesApi api = new KubernetesApi();
            api.signWith("key-1");
            api.begin();
            return api;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private ServerProcess startDatabase() {
        String clients = "http://127.0.0.1:" + databasePort;
        String peers = "http://127.0.0.1:" + KeptPort.free();
        ProcessBuilder command = new ProcessBuilder(
                Tools.find(ToolSpec.ETCD).path().toString(),
                "--data-dir=" + folder.resolve("etcd"),
                "--listen-client-urls=" + clients,
                "--advertise-client-urls=" + clients,
                "--listen-peer-urls=" + peers,
                "--initial-advertise-peer-urls=" + peers,
                "--initial-cluster=default=" + peers);
        return ServerProcess.start(command, new ServerLog(), null);
    }

    /** From now on tokens are signed with a new key; those of the keys before are taken too. */
    public void addKey() throws IOException {
        signWith("key-" + (signers.size() + 1));
        restart();
    }

    /** From now on tokens are signed with a new key, and those of no other are taken. */
    public void replaceKey() throws IOException {
        String next = "key-" + (signers.size() + 1) + "-alone";
        signers.clear();
        signWith(next);
        restart();
    }

    private void signWith(String name) throws IOException {
        CertificateAuthority.root("Signer").issue(CertificateRequest.of(name)).write(folder, name);
        signers.add(0, folder.resolve(name).toString());
    }

    private void restart() {
        stop();
        begin();
    }

    /** Stops it as an operator does; {@link #begin} starts it again. */
    public void stop() {
        if (process != null) {
            process.stop(STOP_LIMIT);
            process = null;
        }
    }

    /** Starts it on the same port with the same objects. */
    public void begin() {
        long mark = log.mark();
        List<String> command = new ArrayList<>(List.of(
                Tools.find(ToolSpec.KUBE_APISERVER).path().toString(),
                "--bind-address=127.0.0.1",
                "--secure-port=" + port,
                "--advertise-address=192.0.2.1",
                "--endpoint-reconciler-type=none",
                "--etcd-servers=http://127.0.0.1:" + databasePort,
                "--tls-cert-file=" + folder.resolve("server.pem"),
                "--tls-private-key-file=" + folder.resolve("server.key"),
                "--cert-dir=" + folder,
                "--token-auth-file=" + folder.resolve("tokens.csv"),
                "--authorization-mode=RBAC",
                "--disable-admission-plugins=ServiceAccount",
                "--service-cluster-ip-range=10.96.0.0/24",
                "--service-account-issuer=" + ISSUER,
                "--service-account-signing-key-file=" + signers.get(0) + ".key"));
        signers.forEach(signer -> command.add("--service-account-key-file=" + signer + ".pem"));
        process = ServerProcess.start(new ProcessBuilder(command).directory(folder.toFile()), log, null);
        long until = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady()) {
            if (process == null || !process.isAlive() || System.nanoTime() - until > 0) {
                throw new IllegalStateException("kube-apiserver was not ready" + log.tail(mark));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean isReady() {
        try {
            return send(request("/readyz").GET()).statusCode() == OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it listens, with TLS. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The certificate of its authority, in PEM. */
    public Path authority() {
        return folder.resolve("ca.crt");
    }

    /** What lets {@code kubectl} do everything there. */
    public Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    private String kubeconfig(int at) {
        return """
                apiVersion: v1
                kind: Config
                current-context: testbed
                contexts: [{name: testbed, context: {cluster: testbed, user: admin, namespace: default}}]
                clusters: [{name: testbed, cluster: {server: 'https://127.0.0.1:%d', certificate-authority: '%s'}}]
                users: [{name: admin, user: {token: %s}}]
                """.formatted(at, folder.resolve("ca.crt"), ADMIN);
    }

    /**
     * Creates an object.
     *
     * @param path of the collection, as {@code /api/v1/namespaces}
     * @return the object as it is now, in JSON
     */
    public String create(String path, String json) throws IOException {
        HttpRequest.Builder request = request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json));
        return good(path, send(request));
    }

    /** Creates a namespace. */
    public void namespace(String name) throws IOException {
        String unused = create("/api/v1/namespaces", object("v1", "Namespace", name, ""));
    }

    /** Creates a service account. */
    public void account(String namespace, String name) throws IOException {
        String unused = create(
                "/api/v1/namespaces/" + namespace + "/serviceaccounts", object("v1", "ServiceAccount", name, ""));
    }

    /** Lets a service account have tokens reviewed. */
    public void letReview(String namespace, String account) throws IOException {
        String unused = create(
                "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
                object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", namespace + "-" + account, """
                        ,"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"system:auth-delegator"},
                        "subjects":[{"kind":"ServiceAccount","namespace":"%s","name":"%s"}]""".formatted(
                                namespace, account)));
    }

    /**
     * An object in JSON.
     *
     * @param more of its members, each with a comma before it
     */
    public static String object(String version, String kind, String name, String more) {
        return "{\"apiVersion\":\"%s\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\"}%s}"
                .formatted(version, kind, name, more);
    }

    /** Whether it takes a token for somebody's; what it took a moment ago it takes for ten seconds more. */
    public boolean takes(String token) throws IOException {
        return send(request("/readyz").setHeader("Authorization", "Bearer " + token))
                        .statusCode()
                != UNAUTHORIZED;
    }

    /** Deletes an object at once. */
    public void delete(String path) throws IOException {
        String unused = good(path, send(request(path + "?gracePeriodSeconds=0").DELETE()));
    }

    /**
     * A new token of a service account, for an hour.
     *
     * @param namespace of the account
     * @param audience whom it is for; empty for the API server itself
     * @param bound what it is bound to, in JSON; empty for nothing
     */
    public String token(String namespace, String account, String audience, String bound) throws IOException {
        String spec = "\"expirationSeconds\":3600"
                + (audience.isEmpty() ? "" : ",\"audiences\":[\"" + audience + "\"]")
                + (bound.isEmpty() ? "" : ",\"boundObjectRef\":" + bound);
        String path = "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + account + "/token";
        Matcher token = TOKEN.matcher(create(
                path,
                "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{" + spec + "}}"));
        if (!token.find()) {
            throw new IOException("The API server gave no token");
        }
        return token.group(1);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(START_LIMIT)
                .header("Authorization", "Bearer " + ADMIN);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String good(String path, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() >= FAILURES) {
            throw new IOException(path + " answered with " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() {
        if (process != null) {
            process.kill();
        }
        database.kill();
        FileTree.delete(folder);
    }
}
