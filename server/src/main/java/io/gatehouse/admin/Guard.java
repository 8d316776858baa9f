package io.gatehouse.admin;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets an admin request through that brings the token, and that no web page of another host can have had a browser make. */
final class Guard {
    private static final Logger log = LoggerFactory.getLogger(Guard.class);

    private static final AdminPage NO_TOKEN = AdminPage.text(
            403,
            "Admin requests need a token, and none is configured: set http.admin_token_file or" + " http.admin_token.");
    private static final AdminPage WRONG_HOST = AdminPage.text(
            403,
            "The request is for another host: call Gatehouse by its address, or add the name to http.admin_hosts.");
    private static final AdminPage WRONG_ORIGIN =
            AdminPage.text(403, "A web page of another origin may make no admin requests.");
    private static final AdminPage WRONG_TOKEN = AdminPage.text(
            401,
            "Send the token of http.admin_token_file or http.admin_token, as in Authorization: Bearer TOKEN.",
            Map.of("www-authenticate", "Bearer realm=\"gatehouse\""));
    private static final AdminPage TOO_MANY =
            AdminPage.text(429, "Too many admin requests: try again in a second.", Map.of("retry-after", "1"));

    private static final String BEARER = "bearer ";
    private static final int MOST_A_SECOND = 10;

    private final AdminToken token;
    private final ExpectedHosts hosts;
    private final RequestRate rate;
    private final RequestRate polls;
    private final RequestRate warnings;

    /** @param listening where requests come to */
    Guard(AdminAccess access, HttpSettings listening) {
        this(access, listening, System::nanoTime);
    }

    Guard(AdminAccess access, HttpSettings listening, LongSupplier clock) {
        this.token = access.token();
        this.hosts = new ExpectedHosts(listening, access.settings().hosts());
        this.rate = new RequestRate(MOST_A_SECOND, clock);
        this.polls = new RequestRate(MOST_A_SECOND, clock);
        this.warnings = new RequestRate(1, clock);
    }

    /**
     * What a request is answered with that may not be made; null for one that may.
     *
     * @param polled whether a page asks for it again and again: many of them leave the others what they may do in a second
     */
    @Nullable AdminPage refusal(HttpHeaders headers, boolean polled) {
        byte[] wanted = token.digest();
        if (wanted == null) {
            return NO_TOKEN;
        }
        String host = only(headers.getAll(HttpHeaderNames.HOST));
        if (host == null || !hosts.contains(host)) {
            return WRONG_HOST;
        }
        if (!isOwnOrigin(headers.getAll(HttpHeaderNames.ORIGIN), host)) {
            return WRONG_ORIGIN;
        }
        String brought = only(headers.getAll(HttpHeaderNames.AUTHORIZATION));
        if (brought == null) {
            return WRONG_TOKEN;
        }
        if (!isBearerOf(wanted, brought)) {
            if (warnings.take()) {
                log.warn("an admin request brought a wrong token");
            }
            return WRONG_TOKEN;
        }
        // Who has no token cannot use up what the one who has it may do.
        return (polled ? polls : rate).take() ? null : TOO_MANY;
    }

    /** Browsers send the origin of the page with every request that is not a mere GET; programs send none. */
    private static boolean isOwnOrigin(List<String> origins, String host) {
        return origins.stream()
                .allMatch(origin ->
                        origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host));
    }

    /** The hashes are compared in constant time, so that the time tells nothing of the token, nor of its length. */
    private static boolean isBearerOf(byte[] wanted, String brought) {
        return brought.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        wanted,
                        AdminToken.digest(brought.substring(BEARER.length()).strip()));
    }

    private static @Nullable String only(List<String> values) {
        return values.size() == 1 ? values.get(0) : null;
    }
}
