package io.gatehouse.crypto;

/** Says what is wrong with an nkey or a seed, without repeating a seed's text. */
public final class NkeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NkeyException(String message) {
        super(message);
    }
}
