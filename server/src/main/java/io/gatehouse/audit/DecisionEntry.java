package io.gatehouse.audit;

import io.gatehouse.certificate.BadCertificateException;
import io.gatehouse.certificate.Certificates;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ClientTls;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.pipeline.Decision;
import io.gatehouse.policy.Authorization;
import io.gatehouse.policy.Authorization.Origin;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Verdict;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a request has ended, with those texts of it that are recorded: the password and the JWT are let go, and so are the certificates, but for
 * that of a client who is nobody to the directories. It is the one object that a decision costs on its own thread.
 */
final class DecisionEntry extends AuditEntry {
    private final @Nullable ClientInfo client;
    private final @Nullable ServerId server;
    private final @Nullable Nkey userNkey;
    private final @Nullable String user;
    private final @Nullable String nkey;
    private final @Nullable String token;
    private final @Nullable String certificate;
    private final Authorization authorization;
    private final String configuration;
    private final long endedAt;
    private final long nanos;
    private final @Nullable CompletableFuture<Void> stored;
    private final int weight;

    /**
     * @param configuration the revision of what it was decided by
     * @param stored what ends once it is stored; null where nobody waits for that
     */
    DecisionEntry(Decision decision, String configuration, @Nullable CompletableFuture<Void> stored) {
        AuthorizationRequest request = decision.request();
        ConnectOptions connect = request == null ? null : request.connect();
        this.client = request == null ? null : request.client();
        this.server = request == null ? null : request.server();
        this.userNkey = request == null ? null : request.userNkey();
        this.user = connect == null ? null : connect.user();
        this.nkey = connect == null || connect.nkey() == null || connect.isSentinelsNkey() ? null : connect.nkey();
        this.token = connect == null ? null : connect.token();
        this.certificate = request == null || decision.identity() != null ? null : certificate(request.tls());
        this.authorization = decision.authorization();
        this.configuration = configuration;
        this.endedAt = decision.endedAt();
        this.nanos = decision.nanos();
        this.stored = stored;
        this.weight = weighed();
    }

    private int weighed() {
        ClientInfo from = client;
        int weight = BASE_BYTES + length(user) + length(nkey) + length(token) + length(certificate);
        return from == null ? weight : weight + length(from.name()) + length(from.mqttId());
    }

    @Override
    int weight() {
        return weight;
    }

    @Override
    RecordType type() {
        return RecordType.DECISION;
    }

    @Override
    long millis() {
        return System.currentTimeMillis() - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - endedAt);
    }

    @Override
    @Nullable CompletableFuture<Void> stored() {
        return stored;
    }

    @Override
    void write(RecordJson json) {
        verdict(json, authorization.verdict());
        json.text(AuditField.USER, user, HashedField.USER)
                .text(AuditField.NKEY, nkey, HashedField.USER)
                .hashed(AuditField.CREDENTIAL, token)
                .word(AuditField.CERTIFICATE, certificate == null ? "" : fingerprint(certificate));
        directory(json);
        if (authorization.verdict() instanceof Verdict.Granted granted) {
            granted(json, granted);
        }
        client(json);
        json.number(AuditField.DURATION_US, TimeUnit.NANOSECONDS.toMicros(nanos))
                .word(AuditField.CONFIGURATION, configuration);
    }

    /** The client's own certificate, as far as nats-server has verified it: any other proves nothing. */
    private static @Nullable String certificate(@Nullable ClientTls tls) {
        return tls == null
                        || tls.verifiedChains().isEmpty()
                        || tls.verifiedChains().get(0).isEmpty()
                ? null
                : tls.verifiedChains().get(0).get(0);
    }

    private static String fingerprint(String pem) {
        try {
            return Certificates.fingerprint(pem);
        } catch (BadCertificateException e) {
            return "";
        }
    }

    private static void verdict(RecordJson json, Verdict verdict) {
        if (verdict instanceof Verdict.Denied denied) {
            json.word(AuditField.RESULT, "denied")
                    .word(AuditField.REASON, denied.reason().code())
                    .text(AuditField.DETAIL, denied.detail());
        } else if (verdict instanceof Verdict.Dropped dropped) {
            json.word(AuditField.RESULT, "dropped")
                    .word(AuditField.REASON, dropped.reason().code())
                    .text(AuditField.DETAIL, dropped.detail());
        } else {
            json.word(AuditField.RESULT, "granted");
        }
    }

    private void directory(RecordJson json) {
        Identity identity = authorization.identity();
        json.text(AuditField.IDENTITY, identity == null ? null : identity.name(), HashedField.USER)
                .text(AuditField.DIRECTORY, authorization.directory());
        if (authorization.origin() != Origin.NONE) {
            json.word(AuditField.ORIGIN, authorization.origin().name().toLowerCase(Locale.ROOT));
        }
        json.texts(AuditField.RULES, authorization.rules().names())
                .text(AuditField.NOTE, authorization.rules().note());
    }

    private void granted(RecordJson json, Verdict.Granted granted) {
        json.text(AuditField.ACCOUNT, granted.account());
        if (granted.expiresAt() != 0) {
            json.time(AuditField.EXPIRES, TimeUnit.SECONDS.toMillis(granted.expiresAt()));
        }
        Nkey subject = userNkey;
        if (json.hasClaims() && subject != null) {
            long issuedAt = TimeUnit.MILLISECONDS.toSeconds(millis());
            json.object(AuditField.CLAIMS, granted.userJwt().claims(subject, issuedAt, granted.expiresAt()));
        }
    }

    private void client(RecordJson json) {
        ClientInfo from = client;
        if (from != null) {
            json.text(AuditField.HOST, from.host(), HashedField.HOST)
                    .text(AuditField.KIND, from.kind())
                    .text(AuditField.CONNECTION, from.type())
                    .text(AuditField.CLIENT, from.name().isEmpty() ? from.mqttId() : from.name(), HashedField.CLIENT);
        }
        if (server != null) {
            json.text(AuditField.SERVER, server.name());
        }
        if (from != null) {
            json.number(AuditField.CID, from.id());
        }
        if (userNkey != null) {
            json.word(AuditField.USER_NKEY, userNkey.text());
        }
    }
}
