package io.gatehouse.directory.postgres;

import io.gatehouse.directory.UnusableAnswerException;
import io.gatehouse.directory.postgres.DatabaseException.Then;
import io.gatehouse.directory.postgres.RowReader.ColumnException;
import io.gatehouse.policy.text.PeerText;
import io.gatehouse.tls.UntrustedCertificateException;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import reactor.pool.PoolAcquirePendingLimitException;
import reactor.pool.PoolShutdownException;

/**
 * What is said of failures. The server's words for a failed query may have a user's password in them, so that they are told only where
 * no value of a login was sent.
 */
final class ServerErrors {
    private static final int MOST_CAUSES = 8;
    private static final String OF_CONNECTIONS = "08";

    /** Invalid authorization: our own where a connection is made, and else what a function of the query's says of the login. */
    private static final String OF_LOGINS = "28";

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("28P01", "it rejects the role or its password, see user and password_file"),
            Map.entry("28000", "it rejects the role, or connections from here: see user, and the server's pg_hba.conf"),
            Map.entry("3D000", "there is no such database, see database"),
            Map.entry("42501", "the role may not read what the query reads"),
            Map.entry("42P01", "the query reads a table that does not exist, or is not in the role's search_path"),
            Map.entry("42703", "the query names a column that does not exist"),
            Map.entry("42883", "the query calls a function that does not exist, or not for values of these types"),
            Map.entry("42601", "the query is not valid SQL"),
            Map.entry("42P18", "the type of a parameter is not known: write :user::text, for example"),
            Map.entry("53300", "it has too many connections"),
            Map.entry("57014", "the query took too long and was ended"),
            Map.entry("57P01", "it is being shut down"),
            Map.entry("57P03", "it is starting up or being shut down"),
            Map.entry("25006", "it is a standby, where this cannot be done"));

    private ServerErrors() {}

    /** Of a lookup: without the server's words. */
    static DatabaseException ofLookup(Throwable error) {
        return of(error, false);
    }

    /** Of what is asked without values of a login. */
    static DatabaseException ofProbe(Throwable error) {
        return of(error, true);
    }

    private static DatabaseException of(Throwable error, boolean mayQuote) {
        if (error instanceof DatabaseException known) {
            return known;
        }
        boolean ofTheRow = error instanceof ColumnException || error instanceof UnusableAnswerException;
        boolean keep = ofTheRow || (state(error) != null && !isLost(error));
        return new DatabaseException("the database failed: " + words(error, mayQuote), keep ? Then.KEEP : Then.CLOSE);
    }

    /** Whether the connection has ended, or the server is about to end it. */
    static boolean isLost(Throwable error) {
        String state = state(error);
        return state != null && (state.startsWith(OF_CONNECTIONS) || state.startsWith("57P0"));
    }

    /** Whether the database has answered, and to another login it may answer otherwise: of what a value or a row is. */
    static boolean isOfOneLogin(Throwable error) {
        String state = state(error);
        return state != null
                && (state.startsWith("22")
                        || state.startsWith("23")
                        || state.startsWith(OF_LOGINS)
                        || state.startsWith("P0"));
    }

    /** Why a connection cannot be made. */
    static String ofConnecting(Throwable error) {
        return error instanceof DatabaseException known ? String.valueOf(known.getMessage()) : words(error, true);
    }

    private static String words(Throwable error, boolean mayQuote) {
        String state = state(error);
        if (state != null && !state.startsWith(OF_CONNECTIONS)) {
            String known = !mayQuote && state.startsWith(OF_LOGINS) ? "the query refuses a login" : KNOWN.get(state);
            String quoted = mayQuote ? serverWords(error) : "";
            return (known == null ? "an error" : known) + " (SQLSTATE " + state + ")" + quoted;
        }
        return causeWords(error);
    }

    private static String serverWords(Throwable error) {
        return error instanceof PostgresqlException postgres
                ? ": " + PeerText.of(postgres.getErrorDetails().getMessage())
                : "";
    }

    private static String causeWords(Throwable error) {
        Throwable cause = error;
        for (int told = 0; cause != null && told < MOST_CAUSES; told++) {
            String words = causeWord(cause);
            if (words != null) {
                return words;
            }
            cause = cause.getCause();
        }
        return "the connection was lost (" + error.getClass().getSimpleName() + ")";
    }

    private static @Nullable String causeWord(Throwable cause) {
        if (cause instanceof UntrustedCertificateException) {
            return String.valueOf(cause.getMessage());
        } else if (cause instanceof ConnectException) {
            return "nothing listens there, see host and port";
        } else if (cause instanceof UnknownHostException) {
            return "there is no host of that name, see host";
        } else if (cause instanceof TimeoutException) {
            return "it does not answer in time";
        } else if (cause instanceof PoolAcquirePendingLimitException) {
            return "too many lookups wait for a connection";
        } else if (cause instanceof PoolShutdownException) {
            return "it is closed";
        } else if (cause instanceof R2dbcException
                && String.valueOf(cause.getMessage()).contains("SSL")) {
            return "it takes no encrypted connections: see sslmode";
        } else if (cause instanceof SSLException && cause.getCause() == null) {
            return "TLS failed: " + PeerText.of(String.valueOf(cause.getMessage()));
        }
        return null;
    }

    private static @Nullable String state(Throwable error) {
        return error instanceof R2dbcException failure ? failure.getSqlState() : null;
    }
}
