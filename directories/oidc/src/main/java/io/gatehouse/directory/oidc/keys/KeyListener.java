package io.gatehouse.directory.oidc.keys;

/** Hears of the keys of one issuer. */
public interface KeyListener {
    /** They are others than before, and these are in use. */
    void changed(IssuerKeys keys);

    /** They could not be asked for, which they could before. */
    void failed(String why);

    /** They could be asked for again. */
    void recovered();
}
