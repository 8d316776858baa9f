package io.gatehouse.admin;

/** The HTTP endpoint cannot listen where it should; the message says where, why, and what to do. */
public final class HttpBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HttpBindException(HttpSettings settings, Throwable cause) {
        super(
                "cannot listen for HTTP on " + settings.address() + ": " + reason(cause)
                        + ". Choose another address with http.listen in the configuration file or with --http"
                        + " host:port, or do without it: off",
                cause);
    }

    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }
}
