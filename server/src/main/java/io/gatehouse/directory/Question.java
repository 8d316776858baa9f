package io.gatehouse.directory;

import io.gatehouse.passwords.CheckTerms;

/** Who a client is, asked of one state of a directory. */
public interface Question {
    /**
     * The generation of all that the credential is compared with and the answer is made of; see {@link Generations}. Two
     * questions of one generation, about credentials that are the same in all that the directory looks at, have the same
     * answer.
     */
    long generation();

    /** What it takes to answer. */
    Effort effort();

    /**
     * How many such answers all hashing threads together can compute in a second, as measured of late; 0 where nothing is
     * hashed, or none of its kind was measured yet.
     */
    default double hashesPerSecond() {
        return 0;
    }

    /** Begins to work on the answer. */
    Inquiry ask(CheckTerms asking);
}
