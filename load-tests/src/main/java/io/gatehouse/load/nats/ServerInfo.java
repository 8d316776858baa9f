package io.gatehouse.load.nats;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What matters here of what a nats-server says of itself in INFO.
 *
 * @param nonce to be signed by a login with a key, empty when there is none
 */
record ServerInfo(String version, String nonce, boolean headers, boolean tlsRequired) {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    static ServerInfo parse(String json) throws NatsException {
        try {
            JsonNode info = MAPPER.readTree(json);
            return new ServerInfo(
                    info.path("version").asString("?"),
                    info.path("nonce").asString(""),
                    info.path("headers").asBoolean(false),
                    info.path("tls_required").asBoolean(false));
        } catch (JacksonException wrong) {
            throw new NatsException("no nats-server is there: its first line cannot be read");
        }
    }
}
