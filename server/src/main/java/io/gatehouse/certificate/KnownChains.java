package io.gatehouse.certificate;

import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Verified chains as they are looked for: found by a few characters of the first one's signature, where all certificates differ, and
 * compared as a whole. Who could make many of which these are the same issues certificates; ordered, they are soon found among such
 * ones as well.
 *
 * @param chains texts in PEM, the client's own certificate first
 */
record KnownChains(List<List<String>> chains) implements Comparable<KnownChains> {
    /** How many characters come after the last of a signature. */
    private static final int END = "\n-----END CERTIFICATE-----\n".length();

    private static final int LOOKED_AT = 24;

    /** What a chain takes beside its texts, in bytes. */
    private static final int BYTES_MORE = 500;

    /** The same with other objects for the texts of authorities. */
    KnownChains sharing(UnaryOperator<String> issuers) {
        return new KnownChains(
                chains.stream().map(chain -> shared(chain, issuers)).toList());
    }

    private static List<String> shared(List<String> chain, UnaryOperator<String> issuers) {
        String[] texts = chain.toArray(String[]::new);
        for (int i = 1; i < texts.length; i++) {
            texts[i] = issuers.apply(texts[i]);
        }
        return List.of(texts);
    }

    /** The heap that they take, estimated, as if they shared no text with others: they may be the last that have it. */
    int bytes() {
        return chains.stream()
                .mapToInt(chain ->
                        BYTES_MORE + chain.stream().mapToInt(String::length).sum())
                .sum();
    }

    @Override
    public int hashCode() {
        String text =
                chains.isEmpty() || chains.get(0).isEmpty() ? "" : chains.get(0).get(0);
        int end = Math.max(text.length() - END, Math.min(text.length(), LOOKED_AT));
        int hash = text.length();
        for (int i = Math.max(0, end - LOOKED_AT); i < end; i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KnownChains that && compareTo(that) == 0;
    }

    @Override
    public int compareTo(KnownChains other) {
        int order = Integer.compare(chains.size(), other.chains.size());
        for (int i = 0; i < chains.size() && order == 0; i++) {
            order = compare(chains.get(i), other.chains.get(i));
        }
        return order;
    }

    private static int compare(List<String> one, List<String> other) {
        int order = Integer.compare(one.size(), other.size());
        for (int i = 0; i < one.size() && order == 0; i++) {
            // Most often they are equal, which is found out faster than their order.
            order = one.get(i).equals(other.get(i)) ? 0 : one.get(i).compareTo(other.get(i));
        }
        return order;
    }
}
