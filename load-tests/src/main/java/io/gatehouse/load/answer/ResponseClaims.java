package io.gatehouse.load.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The claims of a callout's response; texts are empty when they are not there, numbers 0. */
record ResponseClaims(
        String issuer,
        String subject,
        String audience,
        long expiresAt,
        String userJwt,
        String error,
        String type,
        long version) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** The claims, or null when it is not a JSON object with an object {@code nats}. */
    static @Nullable ResponseClaims read(byte[] json) {
        try {
            JsonNode claims = MAPPER.readTree(json);
            JsonNode nats = claims.path("nats");
            return !nats.isObject()
                    ? null
                    : new ResponseClaims(
                            claims.path("iss").asString(""),
                            claims.path("sub").asString(""),
                            claims.path("aud").asString(""),
                            claims.path("exp").asLong(0),
                            nats.path("jwt").asString(""),
                            nats.path("error").asString(""),
                            nats.path("type").asString(""),
                            nats.path("version").asLong(0));
        } catch (JacksonException wrong) {
            return null;
        }
    }
}
