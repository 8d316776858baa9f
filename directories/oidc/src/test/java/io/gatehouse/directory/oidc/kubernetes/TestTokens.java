package io.gatehouse.directory.oidc.kubernetes;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.util.Map;

/** Tokens that nobody has signed. */
final class TestTokens {
    private TestTokens() {}

    static String unsigned(Map<String, Object> claims) {
        return Base64URL.encode("{\"alg\":\"RS256\"}") + "." + Base64URL.encode(JSONObjectUtils.toJSONString(claims))
                + ".AAAA";
    }
}
