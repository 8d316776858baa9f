package io.gatehouse.load.answer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The claims of a callout's response; texts are null when they are not there, numbers 0. */
final class ResponseClaims {
    private static final JsonFactory FACTORY = new JsonFactory();

    @Nullable String issuer;

    @Nullable String subject;

    @Nullable String audience;

    long expiresAt;

    @Nullable String userJwt;

    @Nullable String error;

    @Nullable String type;

    long version;

    private ResponseClaims() {}

    /** The claims, or null when it is not a JSON object with an object {@code nats}. */
    static @Nullable ResponseClaims read(byte[] json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            ResponseClaims claims = new ResponseClaims();
            return parser.nextToken() == JsonToken.START_OBJECT && claims.claims(parser) ? claims : null;
        } catch (JacksonException wrong) {
            return null;
        }
    }

    private boolean claims(JsonParser in) {
        boolean complete = false;
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            JsonToken value = in.nextToken();
            switch (name) {
                case "iss" -> issuer = in.getString();
                case "sub" -> subject = in.getString();
                case "aud" -> audience = in.getString();
                case "exp" -> expiresAt = in.getLongValue();
                case "nats" -> {
                    if (value != JsonToken.START_OBJECT) {
                        return false;
                    }
                    nats(in);
                    complete = true;
                }
                default -> in.skipChildren();
            }
        }
        return complete;
    }

    private void nats(JsonParser in) {
        for (String name = in.nextName(); name != null; name = in.nextName()) {
            in.nextToken();
            switch (name) {
                case "jwt" -> userJwt = in.getString();
                case "error" -> error = in.getString();
                case "type" -> type = in.getString();
                case "version" -> version = in.getLongValue();
                default -> in.skipChildren();
            }
        }
    }
}
