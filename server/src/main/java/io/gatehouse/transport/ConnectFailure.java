package io.gatehouse.transport;

import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why an attempt to connect failed. No text holds a secret: URLs reach the client library without any. */
final class ConnectFailure {
    private ConnectFailure() {}

    /** @param loginSent whether the server was greeted and told who we are */
    static String words(Throwable failure, boolean loginSent) {
        WrongServerException wrong = find(failure, WrongServerException.class);
        if (wrong != null) {
            return String.valueOf(wrong.getMessage());
        }
        if (find(failure, CertPathBuilderException.class) != null) {
            return "the server's certificate is not from a CA that is trusted: set nats.tls.ca";
        }
        if (find(failure, UnknownHostException.class) != null
                || find(failure, UnresolvedAddressException.class) != null) {
            return "its name is not known (DNS)";
        }
        ConnectException refused = find(failure, ConnectException.class);
        if (refused != null) {
            return String.valueOf(refused.getMessage());
        }
        if (offersNoTls(failure)) {
            return "the server offers no TLS: give it a certificate (tls { cert_file, key_file } in its configuration), or"
                    + " connect without TLS: nats:// in nats.url, and none of the keys nats.tls";
        }
        SSLException tls = find(failure, SSLException.class);
        if (tls != null) {
            return tls(String.valueOf(tls.getMessage()));
        }
        if (find(failure, TimeoutException.class) != null || find(failure, SocketTimeoutException.class) != null) {
            return loginSent
                    ? "no answer to our login in time: if the service's user is not in the callout's auth_users,"
                            + " nats-server asks the callout about it, which is us; add it there"
                    : "no answer in time";
        }
        return plain(failure);
    }

    /** Whether nobody was there, or answered. */
    static boolean isAbsence(Throwable failure, boolean loginSent) {
        if (find(failure, WrongServerException.class) != null
                || find(failure, CertPathBuilderException.class) != null
                || offersNoTls(failure)) {
            return false;
        }
        boolean late =
                find(failure, TimeoutException.class) != null || find(failure, SocketTimeoutException.class) != null;
        return (late && !loginSent)
                || find(failure, UnknownHostException.class) != null
                || find(failure, UnresolvedAddressException.class) != null
                || find(failure, ConnectException.class) != null;
    }

    /** The client library's word for a server that offers none; the JDK's for one that greets in the clear. */
    private static boolean offersNoTls(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (message.contains("SSL connection wanted by client")
                    || message.contains("Unsupported or unrecognized SSL message")) {
                return true;
            }
        }
        return false;
    }

    private static String tls(String message) {
        return message.contains("certificate_required") || message.contains("bad_certificate")
                ? "the server wants a certificate from us, or does not trust ours (" + message
                        + "): set nats.tls.cert and" + " nats.tls.key"
                : message;
    }

    private static String plain(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        String kind = inner.getClass().getSimpleName();
        if (message == null) {
            return kind;
        }
        return inner instanceof FileNotFoundException || inner instanceof java.nio.file.FileSystemException
                ? kind + ": " + message
                : message;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> kind) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (kind.isInstance(each)) {
                return kind.cast(each);
            }
        }
        return null;
    }
}
