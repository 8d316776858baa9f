package io.gatehouse.admin;

/** The HTTP endpoint cannot listen where it should; the message says where, why, and what to do. */
public final class HttpBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param advice what to do */
    HttpBindException(HttpSettings settings, String advice, Throwable cause) {
        super("cannot listen for HTTP on " + settings.address() + ": " + reason(cause) + ". " + advice, cause);
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
