package io.gatehouse.crypto;

/** The shared keys of our xkey with each peer: computed once per peer, kept for the most recently used ones. */
public final class BoxKeys {
    /**
     * @param ours our xkey
     * @param capacity how many peers are remembered, at least 1; a server process is one peer
     */
    public BoxKeys(CurveKey ours, int capacity) {
        throw new UnsupportedOperationException();
    }

    /**
     * The shared key with a peer, by the text of its public xkey.
     *
     * @throws NkeyException when the text is no public curve key
     */
    public BoxKey with(String peer) {
        throw new UnsupportedOperationException();
    }

    /** Our own public xkey. */
    public Nkey publicKey() {
        throw new UnsupportedOperationException();
    }

    /** How many peers are remembered now. */
    public int size() {
        throw new UnsupportedOperationException();
    }
}
