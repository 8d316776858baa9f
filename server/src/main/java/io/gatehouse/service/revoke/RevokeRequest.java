package io.gatehouse.service.revoke;

import io.gatehouse.admin.AdminReply;
import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.jwt.Json;
import io.gatehouse.claims.jwt.JsonReader;
import io.gatehouse.claims.jwt.JsonReader.Members;
import io.gatehouse.claims.jwt.JsonWriter;
import io.gatehouse.claims.jwt.Names;
import io.gatehouse.revocation.RevocationResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The body of an admin request that revokes a user.
 *
 * @param user by the name that everybody else knows
 * @param directory whose user it is; null for all directories
 * @param account whose sessions are to end; null for those in all accounts
 */
record RevokeRequest(
        String user, @Nullable String directory, @Nullable String account) {
    /** The most bytes of a body. */
    static final int MAX_BYTES = 16 * 1024;

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAVAILABLE = 503;

    private static final Names MEMBERS = new Names("user", "directory", "account");

    /** @throws ClaimsException when it says no user, or is no JSON */
    static RevokeRequest parse(byte[] body) throws ClaimsException {
        return JsonReader.read(Json.ADMIN, body, RevokeRequest::read);
    }

    private static RevokeRequest read(JsonReader in) throws ClaimsException {
        String user = null;
        String directory = null;
        String account = null;
        Members members = in.object(MEMBERS);
        while (members.next()) {
            switch (members.name()) {
                case "user" -> user = in.string();
                case "directory" -> directory = in.string();
                default -> account = in.string();
            }
        }
        if (user == null || user.isEmpty() || members.skipped()) {
            throw ClaimsException.malformed("the request does not say whom to revoke");
        }
        return new RevokeRequest(user, directory, account);
    }

    static AdminReply wrong() {
        return problem(
                BAD_REQUEST,
                "the body must be a JSON object with user and, optionally, directory and account, and nothing else");
    }

    static AdminReply off() {
        return problem(
                UNAVAILABLE,
                "live revocation is not configured: set revocation.nats, the login of a user of the system account");
    }

    static AdminReply problem(int status, String text) {
        return reply(status, new JsonWriter(256).begin().member("problem", text).end());
    }

    /** What became of it. */
    static AdminReply of(RevocationResult result) {
        JsonWriter out = new JsonWriter(256)
                .begin()
                .member("closed", result.closed())
                .member("failed", result.failed())
                .member("answered", result.answered())
                .member("servers", result.servers());
        if (!result.isWhole()) {
            out.member(
                    "problem",
                    result.servers() == 0
                            ? "what is remembered of the user is forgotten, and no server answers: sessions are closed as"
                                    + " soon as one does"
                            : "not each server has answered: sessions may be left");
        }
        return reply(result.isWhole() ? OK : UNAVAILABLE, out.end());
    }

    private static AdminReply reply(int status, JsonWriter json) {
        return new AdminReply(status, new String(json.toByteArray(), StandardCharsets.UTF_8));
    }
}
