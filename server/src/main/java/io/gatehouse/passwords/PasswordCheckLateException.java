package io.gatehouse.passwords;

/** A password check could not be done before its deadline, and was not begun; carries no stack trace. */
public final class PasswordCheckLateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: it is thrown at the rate of an attack. */
    public PasswordCheckLateException() {
        super("the password could not be checked in time", null, false, false);
    }
}
