package io.gatehouse.directory.http;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.users.UserRecords;
import io.gatehouse.directory.web.WebSettings;
import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Directories that are services, asked over HTTP. */
public final class HttpDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "http";

    private static final Key<List<WebUrl>> URL = urls("url", UserTarget::parse)
            .help("Type `http`: where the service is asked. A list if several servers can answer: they are used in"
                    + " turn, and stand in for each other. Required. In mode `lookup`, and optionally in mode `status`,"
                    + " `{user}` is replaced by the user name, percent-encoded.");
    private static final Key<List<WebUrl>> PROBE_URL = urls("probe_url", WebUrl::parse)
            .help("Type `http`: a URL that answers with 2xx as long as the service works and accepts Gatehouse's"
                    + " own credentials. Without it, and in mode `status` in any case, the service is asked about a"
                    + " made-up user called `gatehouse-probe`. Required in mode `status` together with `auth`,"
                    + " `headers` or `tls.cert`.");
    private static final Key<HttpMode> MODE = Key.choice("mode", HttpMode.JSON)
            .help("Type `http`: [how the service is asked](../guides/http.md): `json` sends the login as JSON and"
                    + " expects JSON; `status` sends name and password and expects an HTTP status; `lookup` requests"
                    + " the user's record, whose password hash is checked here.");
    private static final Key<StatusMethod> METHOD = Key.choice("method", StatusMethod.POST)
            .help("Type `http`, mode `status`: `post` sends name and password in the body, `get` as HTTP Basic"
                    + " authentication.");
    private static final Key<StatusBody> BODY = Key.choice("body", StatusBody.JSON)
            .help("Type `http`, mode `status`: whether the body, with `username` and `password`, is a JSON object"
                    + " or a form.");
    private static final Key<Set<SentPart>> SEND = Key.choices("send", SentPart.class)
            .help("Type `http`, mode `json`: what is sent to the service in addition to user, password and token."
                    + " Default: `host, connection`. An answer is reused only for logins that agree in all of this.");
    private static final Key<Duration> TIMEOUT = Key.duration("timeout", "5s", "10ms", "10m")
            .help("Type `http`: how long an answer may take, from 10 ms to 10 m; less if the login has less time"
                    + " left.");
    private static final Key<Integer> POOL_SIZE = Key.count("pool_size", "32", 1, 10_000)
            .help("Type `http`: the maximum number of connections to each server.");

    private static final Set<SentPart> SENT = Set.of(SentPart.HOST, SentPart.CONNECTION);

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return List.of(
                URL,
                PROBE_URL,
                MODE,
                METHOD,
                BODY,
                SEND,
                TIMEOUT,
                POOL_SIZE,
                OwnCredentialKeys.AUTH,
                OwnCredentialKeys.HEADERS,
                TlsSection.SECTION);
    }

    @Override
    public void check(Values settings) {
        List<WebUrl> urls = settings.find(URL, "give the URL of the service that knows the users");
        TlsSettings tls = TlsSection.read(settings);
        OwnCredentialKeys.check(settings);
        HttpMode mode = settings.get(MODE);
        if (mode != HttpMode.STATUS) {
            settings.problem(METHOD, "is for mode status");
            settings.problem(BODY, "is for mode status");
        }
        if (mode != HttpMode.JSON) {
            settings.problem(SEND, "is for mode json");
        }
        if (urls != null) {
            checkUrls(settings, mode, urls);
            if (tls.configured() && all(settings).noneMatch(WebUrl::secure)) {
                settings.in(TlsSection.SECTION).problem("is for https://, and no URL begins with it");
            }
        }
        if (mode == HttpMode.STATUS) {
            checkStatus(settings, OwnCredentialKeys.areGiven(settings) || tls.cert() != null);
        }
    }

    /** All that requests with our own credentials go to. */
    private static Stream<WebUrl> all(Values settings) {
        return Stream.concat(settings.get(URL, List.of()).stream(), settings.get(PROBE_URL, List.of()).stream());
    }

    private static void checkUrls(Values settings, HttpMode mode, List<WebUrl> urls) {
        if (mode == HttpMode.LOOKUP && !urls.stream().allMatch(UserTarget::hasPlaceholder)) {
            settings.problem(URL, "needs " + UserTarget.PLACEHOLDER + " where the user's name goes, in mode lookup");
        }
        if (mode == HttpMode.JSON && urls.stream().anyMatch(UserTarget::hasPlaceholder)) {
            settings.problem(URL, "has " + UserTarget.PLACEHOLDER + " in it, and in mode json the user is in the body");
        }
    }

    /** @param own whether the service is to know us by something, which it could refuse */
    private static void checkStatus(Values settings, boolean own) {
        if (settings.get(METHOD) == StatusMethod.GET) {
            settings.problem(BODY, "is for method post");
            if (settings.givesAnyOf(OwnCredentialKeys.AUTH)) {
                settings.in(OwnCredentialKeys.AUTH)
                        .problem("takes the header that method get has the user's password in; use post, or headers");
            }
        }
        if (own && !settings.gives(PROBE_URL)) {
            settings.missing(
                    PROBE_URL,
                    "give a URL that answers with 2xx to our own credentials: the service could mean these by 401");
        }
    }

    @Override
    public List<String> warnings(String name, Values settings) {
        return all(settings)
                .filter(url -> !url.secure() && !url.isLoopback())
                .map(url -> "directory " + name + ": what is sent to " + url.server()
                        + " is not encrypted, and passwords, identities or credentials are among it; use https://")
                .distinct()
                .toList();
    }

    /** By records, in mode {@code lookup}. */
    @Override
    public boolean isPollable(Values settings) {
        return settings.get(MODE) == HttpMode.LOOKUP;
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return Stream.ofNullable(TlsSection.read(settings).ca()).toList();
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        WebSettings web = new WebSettings(
                name,
                "directories." + name,
                TlsSection.read(settings),
                settings.get(POOL_SIZE),
                settings.get(TIMEOUT),
                UserRecords.MAX_BYTES);
        HttpDirectorySettings read = new HttpDirectorySettings(
                settings.get(MODE),
                settings.get(METHOD),
                settings.get(BODY),
                Objects.requireNonNull(settings.find(URL)),
                settings.get(PROBE_URL, List.of()),
                OwnCredentialKeys.headers(settings),
                settings.get(SEND, SENT),
                web);
        return HttpDirectory.open(read, context.passwords());
    }

    private static Key<List<WebUrl>> urls(String name, Function<String, WebUrl> parse) {
        return Key.of(
                        name,
                        "URL, or a list of URLs",
                        "",
                        given -> given.texts().stream().map(parse).toList())
                .holdingSecret();
    }
}
