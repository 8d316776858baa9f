package io.gatehouse.certificate;

import java.util.regex.Pattern;

/**
 * The SPIFFE id of a workload, {@code spiffe://trust-domain/path}.
 *
 * @param text the whole of it
 */
public record SpiffeId(String text, String trustDomain, String path) {
    private static final String SCHEME = "spiffe://";
    private static final int LONGEST = 2048;
    private static final int LONGEST_DOMAIN = 255;
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9._-]+");
    private static final Pattern SEGMENT = Pattern.compile("[a-zA-Z0-9._-]+");

    /**
     * Reads the id of a workload, which has a path.
     *
     * @throws IllegalArgumentException when it is none; the message says why
     */
    public static SpiffeId parse(String uri) {
        if (!uri.startsWith(SCHEME)) {
            throw new IllegalArgumentException("does not begin with " + SCHEME);
        }
        if (uri.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        int slash = uri.indexOf('/', SCHEME.length());
        if (slash < 0) {
            throw new IllegalArgumentException("has no path");
        }
        String domain = uri.substring(SCHEME.length(), slash);
        if (!isTrustDomain(domain)) {
            throw new IllegalArgumentException("has no valid trust domain");
        }
        String path = uri.substring(slash);
        for (String segment : path.substring(1).split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException("has no valid path");
            }
        }
        return new SpiffeId(uri, domain, path);
    }

    /** Whether a URI claims to be one. */
    static boolean isClaimedBy(String uri) {
        return uri.regionMatches(true, 0, "spiffe:", 0, "spiffe:".length());
    }

    /** Whether a trust domain can have that name. */
    public static boolean isTrustDomain(String name) {
        return name.length() <= LONGEST_DOMAIN && DOMAIN.matcher(name).matches();
    }
}
