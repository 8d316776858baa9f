package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.directory.oidc.keys.SafeUrl;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.files.FileErrors;
import io.gatehouse.tls.TlsSection;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys of a directory of service accounts. */
final class KubernetesKeys {
    static final Key<KubernetesMode> MODE = Key.choice("mode", KubernetesMode.JWKS)
            .help(
                    "Type `kubernetes`: by the keys of the cluster, where a token is good until it ends; or by a TokenReview of the"
                            + " API server, where one counts no more once its service account, pod or secret was deleted.");

    static final Key<List<String>> AUDIENCES = Key.list("audiences", "")
            .help(
                    "Type `kubernetes`: whom tokens must be for, one of these: the `audience` of the projected volume, or"
                            + " `--audience` of `kubectl create token`. Required, since a token for the API server is no login here.");

    static final Key<List<String>> NAMESPACES = Key.list("namespaces", "")
            .help(
                    "Type `kubernetes`: the namespaces whose service accounts are taken; `*` in one is any text. All of them when"
                            + " left out. A token of another namespace goes on to the next directory.");

    static final Key<AccountNaming> USERNAME = Key.choice("username", AccountNaming.FULL)
            .help(
                    "Type `kubernetes`: the name of an identity, as Kubernetes has it (`system:serviceaccount:NAMESPACE:NAME`), or"
                            + " `NAMESPACE:NAME`.");

    static final Key<String> USER = Key.word("user", "")
            .help(
                    "Type `kubernetes`: the user name beside which the password is looked at for a token. Any user name when left"
                            + " out; a token that comes by itself is always looked at.");

    static final Key<WebUrl> API_SERVER = Key.of("api_server", "URL", "", KubernetesKeys::apiServer)
            .help(
                    "Type `kubernetes`: where the API server is. When left out, it is that of the cluster whose pod this is"
                            + " (`KUBERNETES_SERVICE_HOST`), and `token_file` and `tls.ca` are those of the pod, where they are left out"
                            + " too. https, or http on this machine.");

    static final Key<Path> TOKEN_FILE = Key.of("token_file", "file", "", KubernetesKeys::tokenFile)
            .help(
                    "Type `kubernetes`: file with our own token for the API server, followed when it is written anew. Required with"
                            + " `mode: token_review`.");

    static final Key<List<String>> ISSUERS = Key.list("issuers", "")
            .help(
                    "Type `kubernetes`: what tokens have as `iss`, one of these; others go on to the next directory. When left out,"
                            + " with `mode: jwks` it is what the API server says of itself, and with `token_review` any. Give it where"
                            + " there are several clusters.");

    static final Key<Duration> REVIEW_TTL = Key.duration("review_ttl", "10s", "0s", "1h")
            .help(
                    "Type `kubernetes`, mode `token_review`: for how long a token that was taken is taken again without another"
                            + " review, and no longer than `cache.ttl`.");

    static final Key<Duration> REFRESH_INTERVAL = Key.duration("refresh_interval", "5m", "1s", "1d")
            .help("Type `kubernetes`, mode `jwks`: how often the keys are asked for again, in the background.");

    static final Key<Duration> KEYS_MAX_AGE = Key.duration("keys_max_age", "1d", "1m", "30d")
            .help(
                    "Type `kubernetes`, mode `jwks`: for how long keys are used while the API server cannot be asked. After that no"
                            + " token can be decided on.");

    static final Key<Duration> TIMEOUT = Key.duration("timeout", "5s", "10ms", "1m")
            .help(
                    "Type `kubernetes`: how long the API server may take to answer; less where a login has less time left.");

    static final Key<Integer> POOL_SIZE = Key.count("pool_size", "32", 1, 1_000)
            .help("Type `kubernetes`, mode `token_review`: the most connections to the API server.");

    static final List<Entry> ALL = List.of(
            MODE,
            AUDIENCES,
            NAMESPACES,
            USERNAME,
            USER,
            API_SERVER,
            TOKEN_FILE,
            ISSUERS,
            REVIEW_TTL,
            REFRESH_INTERVAL,
            KEYS_MAX_AGE,
            TIMEOUT,
            POOL_SIZE,
            TlsSection.SECTION);

    private KubernetesKeys() {}

    private static WebUrl apiServer(Given given) {
        WebUrl url = WebUrl.parse(given.text());
        if (url.target().indexOf('?') >= 0) {
            throw new IllegalArgumentException("has a query, and paths are put behind it");
        }
        String mistake = SafeUrl.mistake(URI.create(url.server()));
        if (mistake != null) {
            throw new IllegalArgumentException(mistake);
        }
        return url;
    }

    /** The files of Kubernetes' volumes are links, and their permissions are not ours. */
    private static Path tokenFile(Given given) {
        Path file = given.file();
        if (!Files.isSymbolicLink(file)) {
            given.isSecretFile(file);
        }
        String mistake = mistake(file);
        if (mistake != null) {
            throw new IllegalArgumentException(mistake);
        }
        return file;
    }

    /** Why a file gives no token; null when it does. */
    static @Nullable String mistake(Path file) {
        try {
            String unused = OwnToken.read(file);
            return null;
        } catch (IOException e) {
            return "the file " + file + ": " + FileErrors.words(e);
        }
    }
}
