package io.gatehouse.directory.http;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.web.WebRequest.Header;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys of what a service is to know us by. */
final class OwnCredentialKeys {
    private static final Key<Secret> TOKEN = Key.secret("token")
            .help("Type `http`: our own token, sent as `Authorization: Bearer`. Better in a file of its own.");
    private static final Key<Secret> TOKEN_FILE = Key.secretFile("token_file").help("File whose content is the token.");
    private static final Key<String> USER =
            Key.text("user", "").help("Type `http`: our own user name, sent as `Authorization: Basic`.");
    private static final Key<Secret> PASSWORD =
            Key.secret("password").help("The user's password, written out. Better in a file of its own.");
    private static final Key<Secret> PASSWORD_FILE =
            Key.secretFile("password_file").help("File whose content is the password.");

    /** Our own credentials. */
    static final Section AUTH = Section.of("auth", TOKEN, TOKEN_FILE, USER, PASSWORD, PASSWORD_FILE);

    /** Headers that each request has. */
    static final Section HEADERS = Section.of("headers", header(Section.EACH));

    /** A token of RFC 9110. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

    /** What the client itself sends, and what would change how an answer is read. */
    private static final Set<String> OURS = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "transfer-encoding",
            "upgrade");

    private OwnCredentialKeys() {}

    private static Key<Secret> header(String name) {
        return Key.secret(name)
                .help(
                        "Type `http`: the value of the header of that name, in every request to the service. Taken for a"
                                + " secret. In a login that is traced, the trace's `traceparent` is sent in place of one from here.");
    }

    static boolean areGiven(Values settings) {
        return settings.givesAnyOf(AUTH) || !settings.in(HEADERS).names().isEmpty();
    }

    static void check(Values settings) {
        Values auth = settings.in(AUTH);
        boolean token = auth.gives(TOKEN) || auth.gives(TOKEN_FILE);
        boolean password = auth.gives(PASSWORD) || auth.gives(PASSWORD_FILE);
        if (token && (password || auth.gives(USER))) {
            auth.problem("has a token and a user; one of them is enough");
        } else if (password != auth.gives(USER)) {
            auth.problem("needs user and password_file together");
        }
        Values headers = settings.in(HEADERS);
        for (String name : headers.names()) {
            if (!NAME.matcher(name).matches()) {
                headers.problem(header(name), "is no name of a header");
            } else if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
                headers.problem(
                        header(name), "is set by Gatehouse itself" + (isAuthorization(name) ? "; use auth" : ""));
            }
            Secret unused = headers.find(header(name));
        }
    }

    private static boolean isAuthorization(String name) {
        return name.equalsIgnoreCase("authorization");
    }

    /** What each request to the service begins with. */
    static List<Header> headers(Values settings) {
        List<Header> all = new ArrayList<>();
        Values headers = settings.in(HEADERS);
        for (String name : headers.names()) {
            all.add(new Header(name, headers.get(header(name)).reveal()));
        }
        Header own = authorization(settings.in(AUTH));
        if (own != null) {
            all.add(own);
        }
        return all;
    }

    private static @Nullable Header authorization(Values auth) {
        Secret token = auth.stronger(TOKEN, TOKEN_FILE);
        if (token != null) {
            return Header.bearer(token.reveal());
        }
        String user = auth.find(USER);
        Secret password = auth.stronger(PASSWORD, PASSWORD_FILE);
        return user == null || password == null ? null : Header.basic(user, password.reveal());
    }
}
