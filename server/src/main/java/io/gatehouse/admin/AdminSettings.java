package io.gatehouse.admin;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.tls.ServerFiles;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may make admin requests, and where.
 *
 * @param token what they bring; null when there are none, and nobody listens for them
 * @param listen where they and the page are served, and nothing else is
 * @param tls what that listener shows who it is with; null without TLS
 * @param hosts names that the service is called by, beside the address that it listens on
 */
public record AdminSettings(
        @Nullable Secret token,
        HttpSettings listen,
        @Nullable ServerFiles tls,
        List<String> hosts) {
    /** A token that is to be made and not thought up. */
    private static final int LEAST_TOKEN = 16;

    private static final String WITHOUT_TOKEN =
            "is for admin requests, which need a token: give http.admin_token_file too";

    private static final Key<Secret> TOKEN = Key.secret("admin_token")
            .help("Token for [admin requests](http.md#admin-requests), written out: 16 characters of ASCII at least,"
                    + " without spaces. Better from the environment, or in a file of its own. Without one at"
                    + " startup there are no admin requests.");
    private static final Key<Secret> TOKEN_FILE = Key.secretFile("admin_token_file")
            .help("File whose content is that token, as `openssl rand -hex 32` makes one.");
    private static final Key<HttpSettings> LISTEN = Key.of(
                    "admin_listen", "host:port", "127.0.0.1:9465", given -> address(given.text()))
            .help(
                    "Where [the page](http.md#the-page) and admin requests are served, and nothing else, if there is a token."
                            + " Another port than that of `http.listen`.");
    private static final Key<List<String>> HOSTS = Key.list("admin_hosts", "")
            .help(
                    "Host names by which admin requests may call the service, beside `localhost`, the host that it listens on"
                            + " and IP addresses: a request for another `Host` [is refused](http.md#admin-requests).");

    private static final Key<Path> CERT = TlsSection.CERT.help(
            "PEM file with the certificate chain of `http.admin_listen`, which speaks TLS then. Looked at once a second.");
    private static final Key<Path> KEY = TlsSection.KEY;
    private static final Section TLS = Section.of("admin_tls", CERT, KEY);

    /** Where admin requests are served unless configured otherwise. */
    public static final HttpSettings DEFAULT_LISTEN = LISTEN.standard();

    /** Their keys. */
    public static final Section SECTION = Section.of("http", TOKEN, TOKEN_FILE, LISTEN, TLS, HOSTS);

    public AdminSettings {
        hosts = List.copyOf(hosts);
    }

    /** Without TLS. */
    public AdminSettings(@Nullable Secret token, HttpSettings listen, List<String> hosts) {
        this(token, listen, null, hosts);
    }

    /** These settings, with what a reload takes of others. */
    public AdminSettings reloaded(AdminSettings read) {
        return new AdminSettings(read.token, listen, tls, hosts);
    }

    /**
     * As they are configured.
     *
     * @param http where metrics and health are served; null for nowhere
     */
    public static AdminSettings read(Values root, @Nullable HttpSettings http) {
        Values in = root.in(SECTION);
        Secret token = in.stronger(TOKEN, TOKEN_FILE);
        String mistake = token == null ? null : mistake(token.reveal());
        if (mistake != null) {
            in.problem(in.find(TOKEN) == token ? TOKEN : TOKEN_FILE, mistake + "; make one with: openssl rand -hex 32");
        }
        HttpSettings listen = in.get(LISTEN);
        boolean served = token != null || in.gives(TOKEN) || in.gives(TOKEN_FILE);
        if (!served) {
            in.problem(LISTEN, WITHOUT_TOKEN);
        } else if (http != null && listen.collidesWith(http)) {
            refuse(in, listen, http);
        }
        return new AdminSettings(token, listen, tls(in, served), in.get(HOSTS, List.of()));
    }

    /** What monitoring reaches must not serve admin requests, so that there is no way to have both at one address. */
    private static void refuse(Values in, HttpSettings listen, HttpSettings http) {
        if (in.gives(LISTEN)) {
            in.problem(
                    LISTEN,
                    "has the port of http.listen (" + http.address()
                            + "): metrics and admin requests have a listener each; give another port");
        } else {
            in.problem(
                    HttpSettings.LISTEN,
                    "has the port of admin requests, which are served on " + listen.address()
                            + ": give another port, here or in http.admin_listen");
        }
    }

    private static @Nullable ServerFiles tls(Values http, boolean served) {
        Values in = http.in(TLS);
        TlsSettings read = TlsSection.read(in, false);
        Path cert = read.cert();
        Path key = read.key();
        if (cert == null || key == null) {
            return null;
        }
        if (!served) {
            in.problem(CERT, WITHOUT_TOKEN);
        }
        return new ServerFiles(cert, key);
    }

    /** What is wrong with a token, without it; null for nothing. */
    private static @Nullable String mistake(String token) {
        if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            return "has a space or a character outside of ASCII, which a header may not bring as it is";
        }
        return token.length() < LEAST_TOKEN
                ? "has fewer than " + LEAST_TOKEN + " characters, and could be guessed"
                : null;
    }

    private static HttpSettings address(String text) {
        return HttpSettings.parse(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "is no address; write one such as 127.0.0.1:9465. Without http.admin_token_file there are no"
                                + " admin requests, and nobody listens for them"));
    }
}
