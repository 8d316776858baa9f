package io.gatehouse.service.types;

/** A jar with directories of a third party cannot be used; the message says which, and why. */
public final class DirectoryJarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DirectoryJarException(String message, Throwable cause) {
        super(message + ": " + words(cause), cause);
    }

    DirectoryJarException(String message) {
        super(message);
    }

    /** The causes from the outermost on, each with what it says of itself. */
    private static String words(Throwable cause) {
        String words = cause.toString();
        Throwable next = cause.getCause();
        return next == null || words.contains(next.toString()) ? words : words + ", by " + words(next);
    }
}
