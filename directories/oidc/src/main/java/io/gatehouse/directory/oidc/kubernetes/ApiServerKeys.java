package io.gatehouse.directory.oidc.kubernetes;

import io.gatehouse.directory.oidc.keys.IssuerKeys;
import io.gatehouse.directory.oidc.keys.JsonObject;
import io.gatehouse.directory.oidc.keys.JwksReader;
import io.gatehouse.directory.oidc.keys.KeySource;
import io.gatehouse.directory.oidc.keys.ProviderException;
import io.gatehouse.directory.web.WebAnswer;
import java.text.ParseException;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The keys of a cluster, and what its tokens have as {@code iss} where that is not configured: as the API server tells them, wherever
 * else its discovery document says that they are.
 */
final class ApiServerKeys implements KeySource {
    static final String DISCOVERY = "/.well-known/openid-configuration";
    static final String KEYS = "/openid/v1/jwks";

    private static final int OK = 200;

    private final ApiServer server;
    private final JwksReader reader;
    private final Duration timeout;
    private final ClusterIssuers issuers;

    /** @param issuers hears what the API server says, where they are not configured */
    ApiServerKeys(ApiServer server, JwksReader reader, Duration timeout, ClusterIssuers issuers) {
        this.server = server;
        this.reader = reader;
        this.timeout = timeout;
        this.issuers = issuers;
    }

    @Override
    public Mono<IssuerKeys> fetch() {
        return issuers.areConfigured()
                ? keys()
                : page(DISCOVERY).map(ApiServerKeys::issuer).flatMap(this::keysOf);
    }

    /** Both count, or none of them. */
    private Mono<IssuerKeys> keysOf(String issuer) {
        return keys().doOnNext(read -> issuers.learn(issuer));
    }

    private Mono<IssuerKeys> keys() {
        return page(KEYS).publishOn(Schedulers.parallel()).map(reader::read);
    }

    private Mono<byte[]> page(String path) {
        return Mono.defer(() -> server.get(path, System.nanoTime() + timeout.toNanos()))
                .map(answer -> body(path, answer));
    }

    private byte[] body(String path, WebAnswer answer) {
        if (answer.status() != OK) {
            throw new ProviderException(server.name() + path + " answered with HTTP status " + answer.status()
                    + ApiServerAnswers.advice(answer.status()));
        }
        return answer.body();
    }

    private static String issuer(byte[] document) {
        try {
            if (JsonObject.parse(document).get("issuer") instanceof String issuer && !issuer.isBlank()) {
                return issuer;
            }
        } catch (ParseException e) {
            // is said below
        }
        throw new ProviderException("its discovery document names no issuer");
    }

    @Override
    public void close() {
        server.close();
    }
}
