package io.gatehouse.directory.oidc;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.oidc.introspection.IntrospectedTokens;
import io.gatehouse.directory.oidc.introspection.IntrospectionSettings;
import io.gatehouse.directory.web.WebRequest.Header;
import io.gatehouse.directory.web.WebUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The keys of token introspection (RFC 7662), called as OAuth 2.0 calls them. */
final class IntrospectionKeys {
    private static final Key<IntrospectedTokens> TOKENS = Key.choice("tokens", IntrospectedTokens.ALL)
            .help("Which tokens the issuer is asked about: tokens that are not JWTs (`opaque`), JWTs whose"
                    + " signature and claims are good (`jwt`), or both. If there are several issuers, only one of them"
                    + " can have `opaque` tokens.");

    private static final Key<WebUrl> ENDPOINT = Key.of(
                    "endpoint",
                    "URL",
                    "",
                    given -> WebUrl.parse(OidcKeys.url(given.text()).toString()))
            .help("Where the issuer is asked. Default: the `introspection_endpoint` of its discovery document.");

    private static final Key<String> CLIENT_ID = Key.text("client_id", "")
            .help("The client id of Gatehouse at the issuer, sent with the secret as HTTP Basic authentication.");

    private static final Key<Secret> CLIENT_SECRET =
            Key.secret("client_secret").help("The secret of that client, written out. Better in a file of its own.");

    private static final Key<Secret> CLIENT_SECRET_FILE =
            Key.secretFile("client_secret_file").help("File whose content is the secret.");

    private static final Key<Secret> TOKEN = Key.secret("token")
            .help("Instead of a client: Gatehouse's own token, sent as `Authorization: Bearer`. Better in a file"
                    + " of its own.");

    private static final Key<Secret> TOKEN_FILE = Key.secretFile("token_file").help("File whose content is the token.");

    private static final Key<Integer> POOL_SIZE =
            Key.count("pool_size", "32", 1, 10_000).help("The maximum number of connections for introspection.");

    static final Section SECTION = Section.of(
            "introspection",
            TOKENS,
            ENDPOINT,
            CLIENT_ID,
            CLIENT_SECRET,
            CLIENT_SECRET_FILE,
            TOKEN,
            TOKEN_FILE,
            POOL_SIZE);

    private IntrospectionKeys() {}

    /** Notes what is missing of an issuer's, and what does not go together. */
    static void check(Values issuer) {
        if (!issuer.givesAnyOf(SECTION)) {
            return;
        }
        Values in = issuer.in(SECTION);
        boolean secret = in.gives(CLIENT_SECRET) || in.gives(CLIENT_SECRET_FILE);
        boolean token = in.gives(TOKEN) || in.gives(TOKEN_FILE);
        if (token && (secret || in.gives(CLIENT_ID))) {
            in.problem("has a token and a client; one of them is enough");
        } else if (!token && !(secret && in.gives(CLIENT_ID))) {
            in.problem(
                    "needs client_id and client_secret_file together, or token_file: issuers answer known clients only");
        }
    }

    /** Whether tokens that are no JWTs are those of this issuer. */
    static boolean takesOpaque(Values issuer) {
        return issuer.givesAnyOf(SECTION)
                && issuer.in(SECTION).get(TOKENS, IntrospectedTokens.ALL).areOpaque();
    }

    /** What is configured for an issuer, without a mistake; null where it is not asked. */
    static @Nullable IntrospectionSettings settings(Values issuer) {
        if (!issuer.givesAnyOf(SECTION)) {
            return null;
        }
        Values in = issuer.in(SECTION);
        return new IntrospectionSettings(in.get(TOKENS), in.find(ENDPOINT), credentials(in), in.get(POOL_SIZE));
    }

    private static Header credentials(Values in) {
        Secret token = in.stronger(TOKEN, TOKEN_FILE);
        if (token != null) {
            return Header.bearer(token.reveal());
        }
        Secret secret = Objects.requireNonNull(in.stronger(CLIENT_SECRET, CLIENT_SECRET_FILE));
        return Header.basic(encoded(in.get(CLIENT_ID)), encoded(secret.reveal()));
    }

    /** As RFC 6749, section 2.3.1, has it, so that a colon in one of them does not end it. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
