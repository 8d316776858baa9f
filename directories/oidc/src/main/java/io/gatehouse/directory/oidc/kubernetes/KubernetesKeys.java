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
            .help("Type `kubernetes`: `jwks` checks tokens with the cluster's keys, so that a token is valid until"
                    + " it expires; `token_review` asks the API server, so that a token is also rejected once its"
                    + " service account, pod or secret has been deleted.");

    static final Key<List<String>> AUDIENCES = Key.list("audiences", "")
            .help("Type `kubernetes`: whom tokens must be for (one of these): the `audience` of the projected"
                    + " volume, or `--audience` of `kubectl create token`. Required, because a token for the API server"
                    + " must not work as a login here.");

    static final Key<List<String>> NAMESPACES = Key.list("namespaces", "")
            .help("Type `kubernetes`: the namespaces whose service accounts are accepted; `*` stands for any text."
                    + " Default: all. A token from another namespace goes on to the next directory.");

    static final Key<AccountNaming> USERNAME = Key.choice("username", AccountNaming.FULL)
            .help("Type `kubernetes`: the name of an identity: `full` is `system:serviceaccount:NAMESPACE:NAME`,"
                    + " as in Kubernetes, `short` is `NAMESPACE:NAME`.");

    static final Key<String> USER = Key.word("user", "")
            .help("Type `kubernetes`: the user name whose password is looked at for a token. When left out, the"
                    + " password of every user name is looked at. A token that the client sends as its token is always"
                    + " looked at.");

    static final Key<WebUrl> API_SERVER = Key.of("api_server", "URL", "", KubernetesKeys::apiServer)
            .help("Type `kubernetes`: the address of the API server. When left out, Gatehouse runs in a pod of the"
                    + " cluster and uses its API server (`KUBERNETES_SERVICE_HOST`), and, if they are left out as well,"
                    + " the pod's files for `token_file` and `tls.ca`. https, or http on this machine.");

    static final Key<Path> TOKEN_FILE = Key.of("token_file", "file", "", KubernetesKeys::tokenFile)
            .holdingSecret()
            .help("Type `kubernetes`: the file with Gatehouse's own token for the API server, which is read again"
                    + " when it changes. Required with `mode: token_review`.");

    static final Key<List<String>> ISSUERS = Key.list("issuers", "")
            .help("Type `kubernetes`: what tokens have in `iss` (one of these); other tokens go on to the next"
                    + " directory. Default: with `mode: jwks` the issuer that the API server names, with `token_review`"
                    + " any. Set it if there are several clusters.");

    static final Key<Duration> REVIEW_TTL = Key.duration("review_ttl", "10s", "0s", "1h")
            .help("Type `kubernetes`, mode `token_review`: how long a token that was accepted is accepted again"
                    + " without another review; never longer than `cache.ttl`.");

    static final Key<Duration> REFRESH_INTERVAL = Key.duration("refresh_interval", "5m", "1s", "1d")
            .help("Type `kubernetes`, mode `jwks`: how often the keys are fetched again, in the background.");

    static final Key<Duration> KEYS_MAX_AGE = Key.duration("keys_max_age", "1d", "1m", "30d")
            .help("Type `kubernetes`, mode `jwks`: how long keys are used while the API server cannot be reached."
                    + " After that, tokens get no answer.");

    static final Key<Duration> TIMEOUT = Key.duration("timeout", "5s", "10ms", "1m")
            .help("Type `kubernetes`: how long the API server may take to answer; less if the login has less time"
                    + " left.");

    static final Key<Integer> POOL_SIZE = Key.count("pool_size", "32", 1, 1_000)
            .help("Type `kubernetes`, mode `token_review`: the maximum number of connections to the API server.");

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
            throw new IllegalArgumentException("has a query, but paths are appended to it: remove the query");
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
            throw new IllegalArgumentException(mistake.replace("the file " + file, given.fileWords()));
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
