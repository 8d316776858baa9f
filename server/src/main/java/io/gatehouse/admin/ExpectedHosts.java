package io.gatehouse.admin;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The hosts that a request may be for. A web page whose name was made to resolve to our address (DNS rebinding) has the
 * browser send that name; an IP address cannot be made to resolve to anything else.
 */
final class ExpectedHosts {
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");

    private final Set<String> names = new HashSet<>();

    /** @param listening where requests come to */
    ExpectedHosts(HttpSettings listening, List<String> configured) {
        names.add("localhost");
        names.add(listening.host().toLowerCase(Locale.ROOT));
        configured.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Whether a {@code Host} header, with a port or without, names one of them. */
    boolean contains(String header) {
        String host = PORT.matcher(header.toLowerCase(Locale.ROOT)).replaceFirst("");
        return names.contains(host) || ADDRESS.matcher(host).matches();
    }
}
