package io.gatehouse.load.answer;

import io.gatehouse.claims.UserToken;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.crypto.BoxKey;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.load.request.RequestingServer;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at answers as closely as nats-server does, and closer: box, both signatures, issuer, subject, audience, time,
 * account, permissions, and whether a wrong password was denied. About 130 us each. May be used by many threads.
 */
public final class AnswerVerifier {
    private static final byte[] HEADER =
            "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TURNED_HEADER =
            "{\"alg\":\"ed25519-nkey\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.US_ASCII);
    private static final int SIGNATURE_CHARACTERS = 86;

    private final Workload workload;
    private final Expected expected;
    private final Map<String, Nkey> keys = new ConcurrentHashMap<>();

    public AnswerVerifier(Workload workload, Expected expected) {
        this.workload = workload;
        this.expected = expected;
    }

    /**
     * Verifies the answer to a request.
     *
     * @param request the request's number
     * @param client the index of the client that it was about
     * @param body the answer's body
     * @param arrivedAt when it came, in seconds since 1970
     */
    public AnswerVerdict verify(long request, int client, byte[] body, long arrivedAt) {
        boolean wrongPassword = workload.users().isWrong(client);
        if (body.length == 0) {
            return denial(wrongPassword);
        }
        RequestingServer server = workload.server(request);
        byte[] jwt = opened(server, body);
        if (jwt == null) {
            return AnswerVerdict.UNOPENABLE;
        }
        Response response = Response.parse(jwt);
        if (response == null) {
            return AnswerVerdict.MALFORMED;
        }
        Nkey user = workload.userNkey(request);
        AnswerVerdict fault = fault(response, server, user, arrivedAt);
        if (fault != null) {
            return fault;
        }
        String userJwt = response.claims.userJwt();
        if (userJwt.isEmpty()) {
            return denial(wrongPassword);
        }
        if (wrongPassword) {
            return AnswerVerdict.GRANTED_WRONGLY;
        }
        return grant(userJwt, response, user, workload.users().login(client), arrivedAt);
    }

    private static AnswerVerdict denial(boolean wrongPassword) {
        return wrongPassword ? AnswerVerdict.DENIED : AnswerVerdict.DENIED_WRONGLY;
    }

    private static byte @Nullable [] opened(RequestingServer server, byte[] body) {
        BoxKey box = server.box();
        return box == null ? body : box.open(body);
    }

    /** What is wrong with the response itself; null when nothing is. */
    private @Nullable AnswerVerdict fault(Response response, RequestingServer server, Nkey user, long arrivedAt) {
        ResponseClaims claims = response.claims;
        Nkey issuer = account(claims.issuer());
        if (issuer == null
                || (!expected.issuers().isEmpty() && !expected.issuers().contains(issuer.text()))) {
            return AnswerVerdict.WRONG_ISSUER;
        }
        if (!Ed25519.fastest().verify(issuer, response.jwt, 0, response.signedLength, response.signature)) {
            return AnswerVerdict.BAD_SIGNATURE;
        }
        if (!user.text().equals(claims.subject())) {
            return AnswerVerdict.WRONG_SUBJECT;
        }
        if (!server.id().equals(claims.audience())) {
            return AnswerVerdict.WRONG_AUDIENCE;
        }
        return isPast(claims.expiresAt(), arrivedAt) ? AnswerVerdict.EXPIRED : null;
    }

    private AnswerVerdict grant(
            String userJwt, Response response, Nkey user, TestUsers.TestLogin login, long arrivedAt) {
        UserToken token;
        try {
            token = UserToken.decode(userJwt);
        } catch (ClaimsException wrong) {
            return AnswerVerdict.BAD_USER_JWT;
        }
        if (!token.subject().equals(user)) {
            return AnswerVerdict.WRONG_SUBJECT;
        }
        if (!isExpectedIssuer(token, response)) {
            return AnswerVerdict.WRONG_ISSUER;
        }
        if (isPast(token.expiresAt(), arrivedAt)) {
            return AnswerVerdict.EXPIRED;
        }
        String account = login.account() == null ? expected.account() : login.account();
        if (account != null && !isIn(token, account)) {
            return AnswerVerdict.WRONG_ACCOUNT;
        }
        return mayWhatIsExpected(token, login.user()) ? AnswerVerdict.GRANTED : AnswerVerdict.WRONG_PERMISSIONS;
    }

    private boolean isExpectedIssuer(UserToken token, Response response) {
        String issuer = token.issuer().text();
        if (!expected.userIssuers().isEmpty()) {
            return expected.userIssuers().contains(issuer);
        }
        return token.claims().audience() == null || issuer.equals(response.claims.issuer());
    }

    private static boolean isIn(UserToken token, String account) {
        return account.equals(token.claims().audience())
                || account.equals(token.account().text());
    }

    private boolean mayWhatIsExpected(UserToken token, String user) {
        if (expected.publish() == null && expected.subscribe() == null) {
            return true;
        }
        var body = token.claims().body();
        if (body == null) {
            return false;
        }
        return covers(
                        expected.publish(),
                        user,
                        Set.copyOf(body.permissions().publish().allow()))
                && covers(
                        expected.subscribe(),
                        user,
                        Set.copyOf(body.permissions().subscribe().allow()));
    }

    private static boolean covers(@Nullable Set<String> subjects, String user, Set<String> allowed) {
        return subjects == null
                || subjects.stream()
                        .map(subject -> subject.replace("{user}", user))
                        .collect(Collectors.toSet())
                        .equals(allowed);
    }

    private static boolean isPast(long expiresAt, long arrivedAt) {
        return expiresAt != 0 && arrivedAt > expiresAt;
    }

    private @Nullable Nkey account(String text) {
        Nkey known = keys.get(text);
        if (known != null) {
            return known;
        }
        try {
            Nkey key = Nkey.parse(text, NkeyKind.ACCOUNT);
            if (keys.size() < 1000) {
                keys.put(text, key);
            }
            return key;
        } catch (NkeyException wrong) {
            return null;
        }
    }

    /** A response taken apart, nothing of it checked. */
    @SuppressWarnings("ArrayRecordComponent") // is never compared
    private record Response(byte[] jwt, int signedLength, byte[] signature, ResponseClaims claims) {
        static @Nullable Response parse(byte[] jwt) {
            int signatureDot = jwt.length - SIGNATURE_CHARACTERS - 1;
            int headerDot = 0;
            while (headerDot < signatureDot && jwt[headerDot] != '.') {
                headerDot++;
            }
            if (headerDot >= signatureDot || jwt[signatureDot] != '.') {
                return null;
            }
            try {
                byte[] header = part(jwt, 0, headerDot);
                if (!Arrays.equals(header, HEADER) && !Arrays.equals(header, TURNED_HEADER)) {
                    return null;
                }
                ResponseClaims claims = ResponseClaims.read(part(jwt, headerDot + 1, signatureDot));
                byte[] signature = part(jwt, signatureDot + 1, jwt.length);
                return claims == null || !isResponse(claims) || !isWrittenSo(signature, jwt, signatureDot + 1)
                        ? null
                        : new Response(jwt, signatureDot, signature, claims);
            } catch (IllegalArgumentException noBase64) {
                return null;
            }
        }

        private static boolean isResponse(ResponseClaims claims) {
            return claims.type().equals("authorization_response")
                    && claims.version() == 2
                    && claims.userJwt().isEmpty() != claims.error().isEmpty();
        }

        /** The last character has four bits to spare, which the decoder does not look at. */
        private static boolean isWrittenSo(byte[] signature, byte[] jwt, int from) {
            byte[] text = Base64.getUrlEncoder().withoutPadding().encode(signature);
            return Arrays.equals(text, 0, text.length, jwt, from, jwt.length);
        }

        private static byte[] part(byte[] jwt, int from, int to) {
            return Base64.getUrlDecoder().decode(Arrays.copyOfRange(jwt, from, to));
        }
    }
}
