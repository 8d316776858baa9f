package io.gatehouse.nats;

import io.gatehouse.policy.text.PeerText;
import io.gatehouse.tls.TlsSettings;
import io.gatehouse.tls.UntrustedCertificateException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words why an attempt to connect failed. No text holds a secret: URLs reach the client library without any.
 *
 * @param heard whether the server has sent anything
 * @param loginSent whether the server was greeted and told who we are
 */
record ConnectFailure(TlsSettings tls, boolean heard, boolean loginSent) {
    /** Of a server that offers TLS behind its INFO. */
    static final String TLS_IS_NOT_FIRST = "the server does not begin with TLS: remove nats.tls.first, or set"
            + " handshake_first: true in the server's tls block";

    private static final String NO_TLS =
            "the server offers no TLS: give it a certificate (tls { cert_file, key_file } in its configuration), or"
                    + " connect without TLS: nats:// in nats.url, and none of the keys nats.tls";

    /** What systems say of a connection that the other end has closed. */
    private static final List<String> CUT = List.of("Broken pipe", "Connection reset");

    /** One sentence, without its end. */
    String of(Throwable failure) {
        UntrustedCertificateException untrusted = find(failure, UntrustedCertificateException.class);
        if (untrusted != null) {
            return String.valueOf(untrusted.getMessage());
        }
        if (find(failure, UnknownHostException.class) != null
                || find(failure, UnresolvedAddressException.class) != null) {
            return "its name is not known (DNS)";
        }
        ConnectException refused = find(failure, ConnectException.class);
        if (refused != null) {
            return String.valueOf(refused.getMessage());
        }
        if (isInTheClear(failure)) {
            return NO_TLS;
        }
        SSLException alert = find(failure, SSLException.class);
        if (alert != null) {
            return TlsAlert.words(PeerText.of(String.valueOf(alert.getMessage())), tls);
        }
        if (find(failure, TimeoutException.class) != null || find(failure, SocketTimeoutException.class) != null) {
            return loginSent
                    ? "no answer to our login in time: if the service's user is not in the callout's auth_users,"
                            + " nats-server asks Gatehouse itself about it: add it there"
                    : "no answer in time" + unlessHeard();
        }
        return plain(failure) + (find(failure, EOFException.class) == null ? "" : unlessHeard());
    }

    /**
     * What may be the reason that the server does not tell: it has ended the connection while we were still writing to it, which happens
     * where it does not take our certificate and its alert comes before we have said all.
     *
     * @param secure whether the connection was to have TLS
     * @return words to be added, or nothing
     */
    String remedy(Throwable failure, boolean secure) {
        SocketException cut = find(failure, SocketException.class);
        boolean ended = cut != null && CUT.stream().anyMatch(String.valueOf(cut.getMessage())::contains);
        return ended && (secure || tls.cert() != null) ? ": " + TlsAlert.ofNone(tls) : "";
    }

    /** Whether nobody was there, or answered. */
    boolean isAbsence(Throwable failure) {
        if (find(failure, UntrustedCertificateException.class) != null || isInTheClear(failure)) {
            return false;
        }
        boolean late =
                find(failure, TimeoutException.class) != null || find(failure, SocketTimeoutException.class) != null;
        return (late && !loginSent)
                || find(failure, UnknownHostException.class) != null
                || find(failure, UnresolvedAddressException.class) != null
                || find(failure, ConnectException.class) != null;
    }

    /** A server that begins with TLS waits for us to begin. */
    private String unlessHeard() {
        return heard || tls.first()
                ? ""
                : ", and it has not sent its INFO: if it begins with TLS (handshake_first), set nats.tls.first to true";
    }

    /** The client library's word for a server that offers no TLS; the JDK's for one that greets in the clear. */
    static boolean isInTheClear(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            String message = String.valueOf(each.getMessage());
            if (message.contains("SSL connection wanted by client")
                    || message.contains("Unsupported or unrecognized SSL message")) {
                return true;
            }
        }
        return false;
    }

    private static String plain(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String kind = inner.getClass().getSimpleName();
        if (inner.getMessage() == null) {
            return kind;
        }
        String message = PeerText.of(inner.getMessage());
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
