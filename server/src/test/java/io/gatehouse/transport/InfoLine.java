package io.gatehouse.transport;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The INFO line of a {@link ScriptedServer}.
 *
 * @param members JSON by name
 */
public record InfoLine(Map<String, String> members) {
    /** A server that takes everybody, without TLS. */
    public static InfoLine usual() {
        return new InfoLine(Map.of())
                .with("server_id", "\"SCRIPTED\"")
                .with("server_name", "\"scripted\"")
                .with("version", "\"2.15.1\"")
                .with("proto", "1")
                .with("headers", "true")
                .with("max_payload", "1048576")
                .with("client_id", "1");
    }

    /** With another member, or with another value of one. */
    InfoLine with(String name, String json) {
        Map<String, String> more = new LinkedHashMap<>(members);
        more.put(name, json);
        return new InfoLine(more);
    }

    public InfoLine tlsRequired() {
        return with("tls_required", "true");
    }

    InfoLine lameDuck() {
        return with("ldm", "true");
    }

    InfoLine maxPayload(int bytes) {
        return with("max_payload", Integer.toString(bytes));
    }

    /** Tells of other servers. */
    InfoLine connectUrls(ScriptedServer... others) {
        return with(
                "connect_urls",
                Stream.of(others)
                        .map(other -> '"' + other.hostPort() + '"')
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** With its line end, as it is sent. */
    @Override
    public String toString() {
        return members.entrySet().stream()
                .map(member -> '"' + member.getKey() + "\":" + member.getValue())
                .collect(Collectors.joining(",", "INFO {", "}\r\n"));
    }
}
