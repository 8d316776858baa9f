package io.gatehouse.explain;

import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestJwt;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.CurveKey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.pipeline.message.Unpacked;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Writes requests as nats-server does, by the keys of a server that there is not. */
public final class RequestMessages {
    private static final String REPLY_TO = "_INBOX.explain";
    private static final long LIFETIME_SECONDS = 60;

    private final SigningKey server = SigningKey.generate(NkeyKind.SERVER);
    private final CurveKey sealsWith = CurveKey.generate();
    private final @Nullable CurveKey callout;
    private final String subject;
    private final Clock clock;

    /**
     * For a callout.
     *
     * @param callout its public half is what requests are sealed for; null where they are not
     * @param subject whom requests are for
     * @param clock when they are issued
     */
    public RequestMessages(@Nullable CurveKey callout, String subject, Clock clock) {
        this.callout = callout;
        this.subject = subject;
        this.clock = clock;
    }

    /** The request about a login. */
    Unpacked of(ExplainedLogin login) {
        byte[] jwt = RequestJwt.sign(request(login), server);
        return callout == null
                ? new Unpacked(jwt, null, REPLY_TO)
                : new Unpacked(
                        sealsWith.boxKey(callout.publicKey()).seal(jwt),
                        sealsWith.publicKey().text(),
                        REPLY_TO);
    }

    /** A message that was captured somewhere. */
    static Unpacked captured(byte[] body, @Nullable String serverXkey) {
        return new Unpacked(body, serverXkey, REPLY_TO);
    }

    /** What is asked about a login. */
    public AuthorizationRequest request(ExplainedLogin login) {
        ExplainedLogin.Server asks = login.server();
        ServerId id = new ServerId(
                asks.name(),
                "0.0.0.0",
                server.publicKey(),
                asks.version(),
                asks.cluster(),
                asks.tags(),
                callout == null ? null : sealsWith.publicKey());
        long now = clock.instant().getEpochSecond();
        return new AuthorizationRequest(
                subject,
                now,
                now + LIFETIME_SECONDS,
                id,
                SigningKey.generate(NkeyKind.USER).publicKey(),
                login.client(),
                login.connect(),
                login.tls(),
                null);
    }
}
