package io.gatehouse.admin;

import io.gatehouse.files.FileErrors;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** The HTTP endpoint cannot listen where it should; the message says where, why, and what to do. */
public final class HttpBindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param advice what to do */
    HttpBindException(HttpSettings settings, String advice, Throwable cause) {
        super("cannot listen for HTTP on " + settings.address() + ": " + reason(cause) + ". " + advice, cause);
    }

    private HttpBindException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The certificate of the listener for admin requests cannot be used. */
    static HttpBindException withoutTls(HttpSettings settings, IOException cause) {
        return new HttpBindException(
                "cannot take admin requests on " + settings.address() + " with TLS: " + words(cause)
                        + ". Correct http.admin_tls, or remove it where that address is on loopback",
                cause);
    }

    private static String words(IOException cause) {
        return cause instanceof FileSystemException file
                ? file.getFile() + ": " + FileErrors.words(file)
                : String.valueOf(cause.getMessage());
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
