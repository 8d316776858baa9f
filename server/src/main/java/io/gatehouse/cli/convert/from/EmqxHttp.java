package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** EMQX's authenticator with a web service, whose answers are nearly those of mode {@code json}. */
final class EmqxHttp {
    private static final String NAME = "http";

    /** Headers that every request has anyway. */
    private static final Set<String> OWN =
            Set.of("content-type", "accept", "connection", "keep-alive", "cache-control", "host", "content-length");

    private final EmqxSource source;

    EmqxHttp(EmqxSource source) {
        this.source = source;
    }

    void convert() {
        Setting url = source.get("url");
        String address = url.text("");
        if (!address.matches("https?://[^\\s$]+(\\?.*)?")) {
            source.report()
                    .left(
                            url.isPresent() ? url : source.settings(),
                            "is no address that can be asked about everybody:" + " the service is left out");
            source.settings().use();
            return;
        }
        Map<String, Object> directory = source.directory(NAME, NAME);
        directory.put("mode", "json");
        directory.put("url", address.replaceFirst("\\?.*", ""));
        source.report()
                .left(
                        url,
                        "is carried over in mode json, and the service must be changed: it is sent user and password"
                                + " in a JSON object, and its answer must have no member is_superuser (docs/guides/http.md)"
                                + (address.contains("?") ? "; what is behind the ? is left out" : ""));
        source.carryNumber("pool_size", "pool_size", directory);
        source.carryDuration("request_timeout", "timeout", directory);
        headers();
        boolean tls = source.tls(NAME);
        if (tls && !source.get("ssl").get("verify").text("").equals("verify_peer")) {
            source.report()
                    .changed(
                            source.get("ssl"),
                            "certificates are always verified here: name the authority as"
                                    + " directories.http.tls.ca, where the JDK does not know it");
        }
        rest();
    }

    private void headers() {
        source.get("headers").entries().forEach((name, header) -> {
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                header.use();
            } else if (header.text("").contains("${")) {
                source.report().left(header, "has a placeholder, which headers cannot have here");
            } else {
                authorization(name, header);
            }
        });
    }

    /** A bearer token goes into a file of its own; other headers can only be in gatehouse.yaml. */
    private void authorization(String name, Setting header) {
        String text = header.text("");
        if (name.equalsIgnoreCase("authorization") && text.regionMatches(true, 0, "Bearer ", 0, 7)) {
            source.parts()
                    .section("directories", NAME, "auth")
                    .put(
                            "token_file",
                            source.parts()
                                    .secret("http.token", text.substring(7).strip()));
            source.report().carried(header, "auth.token_file, in a file of its own");
        } else if (name.equalsIgnoreCase("authorization")) {
            source.report().left(header, "is a login that is not carried over: set auth.user and auth.password_file");
        } else {
            source.parts().section("directories", NAME, "headers").put(name, ImportedParts.literal(text));
            source.report().carried(header, "headers");
        }
    }

    private void rest() {
        for (String name : new String[] {
            "method",
            "body",
            "connect_timeout",
            "enable_pipelining",
            "max_retries",
            "retry_interval",
            "max_inactive",
            "mechanism",
            "backend",
            "headers"
        }) {
            source.get(name).use();
        }
    }
}
