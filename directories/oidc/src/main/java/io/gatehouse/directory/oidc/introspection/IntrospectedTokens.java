package io.gatehouse.directory.oidc.introspection;

/** Which tokens a provider is asked about. */
public enum IntrospectedTokens {
    /** Those that are no JWTs, and of which nobody else knows anything. */
    OPAQUE(true, false),
    /** JWTs, once their signature and their claims are found to be right. */
    JWT(false, true),
    /** Both. */
    ALL(true, true);

    private final boolean opaque;
    private final boolean jwts;

    IntrospectedTokens(boolean opaque, boolean jwts) {
        this.opaque = opaque;
        this.jwts = jwts;
    }

    /** Whether tokens that are no JWTs are among them. */
    public boolean areOpaque() {
        return opaque;
    }

    /** Whether JWTs are among them. */
    public boolean areJwts() {
        return jwts;
    }
}
