package io.gatehouse.load.nats;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What matters here of what a nats-server says of itself in INFO.
 *
 * @param nonce to be signed by a login with a key, empty when there is none
 */
record ServerInfo(String version, String nonce, boolean headers, boolean tlsRequired) {
    private static final JsonFactory FACTORY = new JsonFactory();

    static ServerInfo parse(String json) throws NatsException {
        String version = "?";
        String nonce = "";
        boolean headers = false;
        boolean tls = false;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "version" -> version = text(parser);
                    case "nonce" -> nonce = text(parser);
                    case "headers" -> headers = value == JsonToken.VALUE_TRUE;
                    case "tls_required" -> tls = value == JsonToken.VALUE_TRUE;
                    default -> parser.skipChildren();
                }
            }
        } catch (JacksonException wrong) {
            throw new NatsException("no nats-server is there: its first line cannot be read");
        }
        return new ServerInfo(version, nonce, headers, tls);
    }

    private static String text(JsonParser parser) {
        @Nullable String text = parser.getString();
        return text == null ? "" : text;
    }
}
