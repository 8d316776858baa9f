package io.gatehouse.tls;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The subject alternative names of a certificate, matched as Go does, and so every NATS client in Go: an IP address only
 * with an IP address, a name only with a DNS name, a wildcard for exactly one whole first label, and never the common name.
 */
record CertificateNames(List<String> dns, List<String> addresses) {
    private static final int DNS = 2;
    private static final int ADDRESS = 7;
    private static final int SHOWN = 8;
    private static final Pattern LABEL = Pattern.compile("[a-z0-9_][a-z0-9_-]*");

    static CertificateNames of(X509Certificate certificate) throws CertificateParsingException {
        List<String> dns = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> name : names == null ? List.<List<?>>of() : names) {
            if (name.get(0).equals(DNS)) {
                dns.add(String.valueOf(name.get(1)));
            } else if (name.get(0).equals(ADDRESS)) {
                addresses.add(String.valueOf(name.get(1)));
            }
        }
        return new CertificateNames(List.copyOf(dns), List.copyOf(addresses));
    }

    boolean include(String host) {
        InetAddress address = HostAddress.parse(host);
        if (address != null) {
            return addresses.stream().map(HostAddress::parse).anyMatch(address::equals);
        }
        String[] wanted = labels(host.endsWith(".") ? host.substring(0, host.length() - 1) : host);
        return dns.stream().anyMatch(name -> matches(labels(name), wanted));
    }

    private static String[] labels(String name) {
        return name.toLowerCase(Locale.ROOT).split("\\.", -1);
    }

    private static boolean matches(String[] pattern, String[] host) {
        if (pattern.length != host.length) {
            return false;
        }
        for (int i = 0; i < pattern.length; i++) {
            boolean any = i == 0 && pattern.length > 1 && pattern[i].equals("*");
            if (!LABEL.matcher(host[i]).matches() || (!any && !pattern[i].equals(host[i]))) {
                return false;
            }
        }
        return true;
    }

    /** For a message; bounded, since the text is the certificate's. */
    @Override
    public String toString() {
        List<String> all = new ArrayList<>(dns);
        all.addAll(addresses);
        if (all.isEmpty()) {
            return "no name at all (subject alternative names; a common name does not count)";
        }
        List<String> shown =
                all.stream().limit(SHOWN).map(CertificateNames::cleaned).toList();
        return String.join(", ", shown) + (all.size() > SHOWN ? " and " + (all.size() - SHOWN) + " more" : "");
    }

    private static String cleaned(String name) {
        String printable = name.replaceAll("[^\\x21-\\x7e]", "?");
        return printable.length() > 100 ? printable.substring(0, 100) + "..." : printable;
    }
}
