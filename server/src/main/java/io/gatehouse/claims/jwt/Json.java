package io.gatehouse.claims.jwt;

import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Makes parsers of bounded depth, length and numbers of members. */
public final class Json {
    /** For what a server sends about a client that nobody knows yet. */
    public static final Json REQUEST = new Json(16, 64 * 1024, 10_000);

    /** For what an operator or an account signed: revocations and imports can make it long. */
    public static final Json ACCOUNT = new Json(32, 256 * 1024, 200_000);

    /** For what a server, or somebody in its place, says of our own user. */
    public static final Json USER_INFO = new Json(16, 4 * 1024, 10_000);

    /** For what who has the token of admin requests sends, and what the service answers. */
    public static final Json ADMIN = new Json(64, 8 * 1024 * 1024, 1_000_000);

    /** For what servers tell a user of the system account: thousands of sessions at a time, and the JWTs of accounts. */
    public static final Json SYSTEM = new Json(32, VerifiedJwt.MAX_BYTES, 4_000_000);

    private final JsonFactory factory;

    private Json(int depth, int stringLength, long tokens) {
        factory = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.threadLocalPool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxStringLength(stringLength)
                        .maxTokenCount(tokens)
                        .maxNameLength(1024)
                        .maxNumberLength(20)
                        .build())
                .build();
    }

    /**
     * Begins to read.
     *
     * @throws ClaimsException when the bytes are not UTF-8, or begin no object
     */
    JsonParser parser(byte[] json) throws ClaimsException {
        // The second byte tells UTF-8 from UTF-16 and UTF-32, which the parser would take as well.
        if (json.length < 2 || json[0] != '{' || json[1] == 0 || !Utf8.isWellFormedJson(json)) {
            throw ClaimsException.malformed("the JSON is not an object in UTF-8");
        }
        return factory.createParser(ObjectReadContext.empty(), json, 0, json.length);
    }
}
