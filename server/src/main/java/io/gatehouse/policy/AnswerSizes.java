package io.gatehouse.policy;

import io.gatehouse.claims.ResponseJwt;
import io.gatehouse.claims.UserClaims;
import io.gatehouse.claims.UserJwt;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * How large answers are that let somebody in, and how large one may be, in bytes. nats-server closes the connection of who
 * publishes more than it takes, and with it all other logins that wait for an answer.
 */
public final class AnswerSizes {
    /**
     * A UTF-16 unit of a text, which is no control character, becomes so many bytes of JSON at most: three bytes of UTF-8, each
     * encoded in three characters.
     */
    private static final int MOST_OF_A_CHARACTER = 9;

    /** All of the claims but the texts of an entitlement, generously. */
    private static final int REST = 1024;

    /** Any second of this century and the next two has as many digits. */
    private static final long SOME_TIME = 9_999_999_999L;

    private final ResponseJwt response;
    private final int overhead;
    private final IntSupplier maxPayload;

    /**
     * @param sealed whether answers go in a box
     * @param maxPayload what nats-server takes from us in one message now
     */
    public AnswerSizes(ResponseJwt response, boolean sealed, IntSupplier maxPayload) {
        this.response = response;
        this.overhead = sealed ? BoxKey.OVERHEAD : 0;
        this.maxPayload = maxPayload;
    }

    /** The largest answer that can be sent now. */
    public int most() {
        return most(maxPayload.getAsInt(), overhead);
    }

    /**
     * The largest answer that can be sent.
     *
     * @param maxPayload what nats-server takes from us in one message
     * @param overhead what its box takes
     */
    public static int most(int maxPayload, int overhead) {
        return Math.min(maxPayload, ResponseJwt.MAX_BYTES + overhead);
    }

    /**
     * The answer with a user JWT of that length.
     *
     * @param issuedAt seconds since 1970
     */
    public int of(int userJwt, long issuedAt) {
        return response.grantedLength(userJwt, issuedAt) + overhead;
    }

    /** An answer about somebody without permissions, tags and limits: who cannot be sent that one can be sent none. */
    public int ordinary() {
        Nkey account = SigningKey.generate(NkeyKind.ACCOUNT).publicKey();
        UserClaims claims = new UserClaims("somebody", null, account, UserClaims.Body.UNRESTRICTED, List.of());
        UserJwt jwt = new UserJwt(claims, SigningKey.generate(NkeyKind.ACCOUNT));
        return of(jwt.length(SOME_TIME, SOME_TIME), SOME_TIME);
    }

    /** The answer about an identity; 0 when there is none, or when each login may get another. */
    public int of(Identity identity, Policy policy) {
        Grant grant = policy.certain(identity);
        UserJwt jwt = grant == null ? null : grant.userJwt();
        return jwt == null ? 0 : of(jwt.length(SOME_TIME, SOME_TIME), SOME_TIME);
    }

    /** Whether the answer about an identity can be sent; seldom needs to know how large it is. */
    public boolean fits(Identity identity, Policy policy) {
        long texts = policy.texts(identity);
        long json = MOST_OF_A_CHARACTER * texts + REST;
        return (texts >= 0 && encodedTwice(json) + REST <= most()) || of(identity, policy) <= most();
    }

    /** In base64 as the user JWT, and that again as a part of the response. */
    private static long encodedTwice(long bytes) {
        return bytes * 16 / 9 + REST;
    }
}
