package io.gatehouse.directory.web;

import io.gatehouse.directory.web.WebException.Cause;
import io.gatehouse.tls.UntrustedCertificateException;
import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;
import reactor.netty.internal.shaded.reactor.pool.PoolShutdownException;

/** What becomes of the errors of the libraries: their texts may hold what was sent or received, so none of them is passed on. */
final class WebFailures {
    /** Causes may go in a circle. */
    private static final int MOST_CAUSES = 8;

    private WebFailures() {}

    /** Says in words what went wrong with a request to a server. */
    static WebException of(WebUrl url, Throwable error) {
        if (error instanceof WebException known) {
            return known;
        }
        UntrustedCertificateException untrusted = find(error, UntrustedCertificateException.class);
        if (untrusted != null) {
            return failed(Cause.TLS, url, "is not trusted: " + untrusted.getMessage());
        }
        if (find(error, NotSslRecordException.class) != null) {
            return failed(Cause.TLS, url, "does not speak TLS");
        }
        return find(error, SslHandshakeTimeoutException.class) == null && find(error, SSLException.class) != null
                ? failed(Cause.TLS, url, "did not agree on TLS" + alert(error))
                : connection(url, error);
    }

    private static WebException connection(WebUrl url, Throwable error) {
        if (find(error, UnknownHostException.class) != null) {
            return failed(Cause.UNREACHABLE, url, "cannot be reached: the name has no address, or DNS did not answer");
        }
        if (error instanceof ConnectTimeoutException || find(error, SslHandshakeTimeoutException.class) != null) {
            return failed(Cause.UNREACHABLE, url, "cannot be reached: no connection was made in time");
        }
        if (find(error, ConnectException.class) != null) {
            return failed(Cause.UNREACHABLE, url, "cannot be reached: the connection was refused");
        }
        if (find(error, NoRouteToHostException.class) != null) {
            return failed(Cause.UNREACHABLE, url, "cannot be reached: there is no route to it");
        }
        if (error instanceof PoolAcquireTimeoutException || error instanceof PoolAcquirePendingLimitException) {
            return failed(Cause.FULL, url, "was not asked: all connections to it are in use");
        }
        if (error instanceof PoolShutdownException || error instanceof RejectedExecutionException) {
            return closed(url);
        }
        if (error instanceof TimeoutException) {
            return late(url);
        }
        if (find(error, ChannelException.class) != null) {
            return failed(
                    Cause.UNREACHABLE,
                    url,
                    "was not asked: this process can open no connection, as when it has too many files open (ulimit -n)");
        }
        return error instanceof IOException || error instanceof AbortedException
                ? failed(Cause.DISCONNECTED, url, "ended the connection before its answer")
                : failed(Cause.BROKEN, url, "did not answer in HTTP");
    }

    static WebException late(WebUrl url) {
        return failed(Cause.LATE, url, "gave no answer in time");
    }

    static WebException closed(WebUrl url) {
        return failed(Cause.CLOSED, url, "is not asked any more: the directory was closed");
    }

    static WebException tooLarge(WebUrl url, int most) {
        return failed(Cause.TOO_LARGE, url, "gave an answer of more than " + most + " bytes");
    }

    private static WebException failed(Cause cause, WebUrl url, String what) {
        return new WebException(cause, url.server() + " " + what);
    }

    /** The alert that the server sent is a word of the protocol's own. */
    private static String alert(Throwable error) {
        SSLException failure = find(error, SSLException.class);
        String message = failure == null ? null : failure.getMessage();
        String begin = "Received fatal alert: ";
        return message != null && message.matches(begin + "[a-z_]+")
                ? ": it says " + message.substring(begin.length())
                : "";
    }

    private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
        Throwable each = error;
        for (int i = 0; each != null && i < MOST_CAUSES; i++) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
            each = each.getCause();
        }
        return null;
    }
}
