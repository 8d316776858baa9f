package io.gatehouse.directory.oidc.keys;

import io.gatehouse.directory.web.WebUrl;
import io.gatehouse.policy.text.Quoted;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.ParseException;
import java.util.Map;

/** What a provider says of itself (OpenID Connect Discovery 1.0): where it can be asked for what. */
public final class DiscoveryDocument {
    private final Map<String, Object> members;

    private DiscoveryDocument(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads one.
     *
     * @param issuer as it must name the issuer
     * @throws ProviderException when it is none, or that of somebody else
     */
    public static DiscoveryDocument read(String issuer, byte[] json) {
        Map<String, Object> members = members(json);
        if (!issuer.equals(members.get("issuer"))) {
            throw new ProviderException("its discovery document is that of the issuer "
                    + Quoted.of(String.valueOf(members.get("issuer")))
                    + ", and url must be exactly the same");
        }
        return new DiscoveryDocument(members);
    }

    private static Map<String, Object> members(byte[] json) {
        try {
            return JsonObject.parse(json);
        } catch (ParseException e) {
            throw new ProviderException("its discovery document is no JSON object");
        }
    }

    /**
     * A URL that it tells.
     *
     * @throws ProviderException when there is none of that name, or one that is not safe
     */
    public URI url(String name) {
        try {
            URI url = new URI(String.valueOf(members.get(name)));
            if (SafeUrl.mistake(url) == null) {
                WebUrl unused = WebUrl.parse(url.toString());
                return url;
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // is said below
        }
        throw new ProviderException("its discovery document has no " + name + " with https");
    }
}
