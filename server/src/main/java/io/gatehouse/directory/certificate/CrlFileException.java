package io.gatehouse.directory.certificate;

/** A file of revocation lists cannot be used; its message names the file and says what is wrong. */
final class CrlFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrlFileException(String message) {
        super(message, null, false, false);
    }
}
