package io.gatehouse.cli.check.live;

import io.gatehouse.claims.CredsFile;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserToken;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.Secret;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.nats.ClientLogin;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The credentials of an unknown client: a random user, with a sentinel of its own making in operator mode. */
public final class ProbeClient {
    private static final long SENTINEL_SECONDS = 60;

    /** What the probe's user may do: nothing. */
    static final UserClaims.Body MAY_DO_NOTHING = UserClaims.Body.sentinel(false);

    private ProbeClient() {}

    /**
     * A new one.
     *
     * @param auth operator mode: the AUTH account; null in config mode
     * @param issuer that account's key, or one of its signing keys
     */
    public static ClientLogin fresh(@Nullable Nkey auth, SigningKey issuer, Clock clock) {
        return with(auth == null ? null : sentinel(auth, issuer, clock));
    }

    /** A new one that brings a sentinel. */
    static ClientLogin with(@Nullable CredsFile sentinel) {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String text = HexFormat.of().formatHex(random);
        return new ClientLogin("gatehouse-check-" + text.substring(0, 12), Secret.of(text), sentinel);
    }

    private static CredsFile sentinel(Nkey auth, SigningKey issuer, Clock clock) {
        SigningKey user = SigningKey.generate(NkeyKind.USER);
        long now = clock.instant().getEpochSecond();
        Nkey issuerAccount = auth.equals(issuer.publicKey()) ? null : auth;
        UserClaims claims = new UserClaims("gatehouse-check", null, issuerAccount, MAY_DO_NOTHING, List.of());
        String jwt = UserToken.issue(claims, issuer, user.publicKey(), now, now + SENTINEL_SECONDS);
        return new CredsFile(jwt, user);
    }
}
