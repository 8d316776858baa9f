package io.gatehouse.crypto;

/**
 * Says what is wrong with an nkey or a seed, never repeating its text: people paste seeds where public keys belong. It
 * has no stack trace, because hostile input can raise it at any rate.
 */
public final class NkeyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    NkeyException(String message) {
        super(message);
    }

    static NkeyException length(String what, int expected, int found) {
        return new NkeyException("not " + what + ": it should be " + expected + " long and is " + found);
    }

    static NkeyException alphabet(String what, int index) {
        return new NkeyException(
                "not " + what + ": character " + (index + 1) + " is none that can stand there (A-Z, 2-7)");
    }

    static NkeyException checksum(String what) {
        return new NkeyException("not " + what + ": the checksum does not fit, so a character was changed or lost");
    }

    static NkeyException kind(NkeyKind expected, NkeyKind found) {
        return new NkeyException("an nkey of kind " + expected + " (" + expected.letter() + "...) is needed here, not "
                + found + " (" + found.letter() + "...)");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
