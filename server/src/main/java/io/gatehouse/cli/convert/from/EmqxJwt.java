package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Map;

/** EMQX's authenticator for JWTs, where it names the issuer of the tokens. */
final class EmqxJwt {
    private static final String NAME = "oidc";

    private final EmqxSource source;

    EmqxJwt(EmqxSource source) {
        this.source = source;
    }

    void convert() {
        Setting claims = source.get("verify_claims");
        String issuer = claims.get("iss").text("");
        String audience = claims.get("aud").text("");
        if (!source.get("use_jwks").isOn()) {
            leave(
                    "a key or a secret for all tokens is not carried over: only keys that an OpenID provider publishes are");
        } else if (!issuer.startsWith("https://") || audience.isEmpty() || (issuer + audience).contains("${")) {
            leave("verify_claims must say whose tokens are taken, by iss, and that they are for you, by aud");
        } else if (source.get("from").text("password").equals("username")) {
            leave("tokens are taken as password or token of NATS, and not as user name");
        } else {
            directory(claims, issuer, audience);
        }
        source.settings().use();
    }

    private void leave(String why) {
        source.report().left(source.settings(), why + ". See docs/guides/oidc.md");
    }

    private void directory(Setting claims, String issuer, String audience) {
        source.directory(NAME, NAME);
        Map<String, Object> provider = source.parts().section("directories", NAME, "issuer");
        provider.put("url", ImportedParts.literal(issuer));
        provider.put("audiences", ImportedParts.literal(audience));
        claims.entries().forEach((name, claim) -> {
            if (claim.text("").contains("${")) {
                source.report().left(claim, "has a placeholder, which claims cannot be compared with here");
            } else if (claim.text("").contains("*")) {
                source.report().left(claim, "has a *, which would be any text here");
            } else if (!name.equals("iss") && !name.equals("aud")) {
                source.parts()
                        .section("directories", NAME, "issuer", "claim_validation_rules")
                        .put(name, ImportedParts.literal(claim.text("")));
            }
        });
        source.report()
                .changed(
                        source.get("endpoint").isPresent() ? source.get("endpoint") : claims,
                        "keys are found by the" + " issuer's discovery document; the user's name is the claim sub");
    }
}
