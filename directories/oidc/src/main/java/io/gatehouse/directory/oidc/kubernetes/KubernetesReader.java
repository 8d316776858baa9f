package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.config.Values;
import io.gatehouse.directory.oidc.AudienceMatchPolicy;
import io.gatehouse.directory.oidc.ClaimMappings;
import io.gatehouse.directory.oidc.IssuerSettings;
import io.gatehouse.directory.oidc.MappedClaim;
import io.gatehouse.directory.oidc.keys.RefreshSettings;
import io.gatehouse.directory.oidc.keys.SigningAlgorithm;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.text.NamePattern;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what is configured for a directory of service accounts; what is left out is as in the pod that this may be. */
record KubernetesReader(PodEnvironment pod) {
    /** How far the API server's clock may be before ours. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);

    /** The shortest time between two times that keys are asked for because of a token. */
    private static final Duration LEAST_PAUSE = Duration.ofSeconds(10);

    private static final int MAX_BYTES = 1024 * 1024;

    /** The API servers' own audience, in the clusters that do not name another. */
    private static final String OF_API_SERVERS = "kubernetes.default.svc";

    /** Those that API servers sign with, and external signers for them. */
    private static final Set<SigningAlgorithm> ALGORITHMS =
            EnumSet.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256, SigningAlgorithm.ES384, SigningAlgorithm.ES512);

    /** Notes what is missing, and what does not go together. */
    void check(Values in) {
        in.find(KubernetesKeys.AUDIENCES, "say whom tokens must be for: the audience of your NATS, nats say");
        checkServer(in);
        if (in.get(KubernetesKeys.MODE) == KubernetesMode.JWKS) {
            in.problem(KubernetesKeys.REVIEW_TTL, "is for mode token_review");
            in.problem(KubernetesKeys.POOL_SIZE, "is for mode token_review");
            RefreshSettings.check(in, KubernetesKeys.REFRESH_INTERVAL, KubernetesKeys.KEYS_MAX_AGE);
        } else {
            in.problem(KubernetesKeys.REFRESH_INTERVAL, "is for mode jwks");
            in.problem(KubernetesKeys.KEYS_MAX_AGE, "is for mode jwks");
        }
    }

    private void checkServer(Values in) {
        TlsSettings tls = TlsSection.read(in);
        WebUrl given = in.find(KubernetesKeys.API_SERVER);
        if (given != null && !given.secure() && tls.configured()) {
            in.in(TlsSection.SECTION).problem("is for https://, and api_server does not begin with it");
        }
        if (!in.gives(KubernetesKeys.API_SERVER)) {
            checkPod(in, tls);
        } else if (in.get(KubernetesKeys.MODE) == KubernetesMode.TOKEN_REVIEW) {
            in.find(
                    KubernetesKeys.TOKEN_FILE,
                    "give the file with a token of Gatehouse's own: the API server reviews tokens only for clients that it knows");
        }
    }

    private void checkPod(Values in, TlsSettings tls) {
        try {
            if (pod.apiServer() == null) {
                in.missing(
                        KubernetesKeys.API_SERVER,
                        "give the URL of the API server; inside a pod KUBERNETES_SERVICE_HOST tells it");
                return;
            }
        } catch (IllegalArgumentException e) {
            in.missing(
                    KubernetesKeys.API_SERVER,
                    "and KUBERNETES_SERVICE_HOST with KUBERNETES_SERVICE_PORT " + e.getMessage());
            return;
        }
        String mistake = in.gives(KubernetesKeys.TOKEN_FILE) ? null : KubernetesKeys.mistake(pod.token());
        if (mistake != null) {
            in.missing(KubernetesKeys.TOKEN_FILE, "and " + mistake);
        }
        if (tls.ca() == null && !Files.isReadable(pod.authority())) {
            in.in(TlsSection.SECTION).missing(TlsSection.CA, "and the file " + pod.authority() + " cannot be read");
        }
    }

    /** What is right, and seldom meant. */
    static List<String> warnings(Values in) {
        return in.get(KubernetesKeys.AUDIENCES, List.of()).stream()
                .filter(audience -> audience.contains(OF_API_SERVERS))
                .map(audience -> in.path(KubernetesKeys.AUDIENCES) + ": " + audience + " is what API servers call"
                        + " themselves; whoever sees such a token on its way to NATS can use it there. Let clients ask"
                        + " for tokens of another audience")
                .toList();
    }

    /** The certificates that the API server is trusted by; null for those of the JDK. */
    @Nullable Path authority(Values in) {
        return tls(in).ca();
    }

    private TlsSettings tls(Values in) {
        TlsSettings given = TlsSection.read(in);
        return in.gives(KubernetesKeys.API_SERVER) || given.ca() != null
                ? given
                : new TlsSettings(pod.authority(), given.cert(), given.key(), given.serverName(), false);
    }

    private @Nullable Path ownToken(Values in) {
        Path given = in.find(KubernetesKeys.TOKEN_FILE);
        return given != null || in.gives(KubernetesKeys.API_SERVER) ? given : pod.token();
    }

    /** What is configured, without a mistake. */
    KubernetesSettings settings(String name, Values in) {
        WebUrl given = in.find(KubernetesKeys.API_SERVER);
        WebUrl server = given == null ? Objects.requireNonNull(pod.apiServer()) : given;
        WebSettings web = new WebSettings(
                name,
                "directories." + name,
                tls(in),
                in.get(KubernetesKeys.POOL_SIZE),
                in.get(KubernetesKeys.TIMEOUT),
                MAX_BYTES);
        return new KubernetesSettings(
                in.find(KubernetesKeys.USER),
                in.get(KubernetesKeys.MODE),
                server,
                ownToken(in),
                Set.copyOf(in.get(KubernetesKeys.ISSUERS, List.of())),
                in.get(KubernetesKeys.NAMESPACES, List.of()).stream()
                        .map(NamePattern::of)
                        .toList(),
                in.get(KubernetesKeys.USERNAME),
                token(in, server, web),
                in.get(KubernetesKeys.REVIEW_TTL),
                web);
    }

    private static IssuerSettings token(Values in, WebUrl server, WebSettings web) {
        return new IssuerSettings(
                web.section(),
                server.server(),
                URI.create(server.server()),
                Set.copyOf(in.get(KubernetesKeys.AUDIENCES)),
                AudienceMatchPolicy.MATCH_ANY,
                Set.of(),
                ALGORITHMS,
                CLOCK_SKEW,
                List.of(),
                new ClaimMappings(new MappedClaim("sub", ""), null, ClusterAccount.ATTRIBUTES),
                new RefreshSettings(
                        in.get(KubernetesKeys.REFRESH_INTERVAL),
                        LEAST_PAUSE,
                        in.get(KubernetesKeys.KEYS_MAX_AGE),
                        in.get(KubernetesKeys.TIMEOUT)),
                null,
                web.tls());
    }
}
