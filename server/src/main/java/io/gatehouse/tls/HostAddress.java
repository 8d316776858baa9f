package io.gatehouse.tls;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IP addresses in their written form. Nothing is looked up. */
public final class HostAddress {
    private static final String BYTE = "(25[0-5]|2[0-4]\\d|[01]?\\d?\\d)";

    /** Of what is larger the JDK would ask DNS. */
    private static final Pattern IPV4 = Pattern.compile("(" + BYTE + "\\.){3}" + BYTE);

    private HostAddress() {}

    public static boolean is(String host) {
        return parse(host) != null;
    }

    /**
     * The address that a text is.
     *
     * @throws IllegalArgumentException when it is a name
     */
    public static InetAddress of(String host) {
        InetAddress address = parse(host);
        if (address == null) {
            throw new IllegalArgumentException("no IP address");
        }
        return address;
    }

    /** The address that a text is; null when it is a name. */
    static @Nullable InetAddress parse(String host) {
        if (host.indexOf(':') < 0 && !IPV4.matcher(host).matches()) {
            return null;
        }
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
