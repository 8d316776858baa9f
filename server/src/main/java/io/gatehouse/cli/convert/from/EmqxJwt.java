package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Map;

/** EMQX's authenticator for JWTs, where it names the issuer of the tokens. */
final class EmqxJwt {
    private static final String NAME = "oidc";
    private static final String USER = "${username}";

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
        } else if (!claims.entries().values().stream().allMatch(EmqxJwt::isSaid)
                || claims.entries().values().stream().filter(EmqxJwt::isName).count() > 1) {
            leave("verify_claims has a placeholder or a *, which claims cannot be compared with here");
        } else {
            directory(claims, issuer, audience);
        }
    }

    /** Whether a claim can be demanded here: its value is a text, or the user's name. */
    private static boolean isSaid(Setting claim) {
        String text = claim.text("*");
        return isName(claim) || (!text.contains("${") && !text.contains("*"));
    }

    private static boolean isName(Setting claim) {
        return claim.text("").equals(USER);
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
            if (isName(claim)) {
                source.parts()
                        .section("directories", NAME, "issuer", "claim_mappings", "username")
                        .put("claim", ImportedParts.literal(name));
            } else if (!name.equals("iss") && !name.equals("aud")) {
                source.parts()
                        .section("directories", NAME, "issuer", "claim_validation_rules")
                        .put(name, ImportedParts.literal(claim.text("")));
            }
        });
        rest();
        source.report()
                .changed(
                        source.get("endpoint").isPresent() ? source.get("endpoint") : claims,
                        "keys are found by the issuer's discovery document; the user's name is the claim that must be"
                                + " ${username}, or else sub");
    }

    private void rest() {
        for (String name : new String[] {
            "mechanism", "use_jwks", "from", "endpoint", "refresh_interval", "pool_size", "disconnect_after_expire"
        }) {
            source.get(name).use();
        }
        if (!source.get("ssl").get("enable").isOn()) {
            source.get("ssl").use();
        }
    }
}
