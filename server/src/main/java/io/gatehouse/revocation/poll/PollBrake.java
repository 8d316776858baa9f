package io.gatehouse.revocation.poll;

/**
 * Whether so many users of a directory are gone or changed at once that the directory is more likely to be wrong than the users to be
 * gone. Those who have turned out so are not chosen at random; a sample of the others is, and tells how many there are.
 *
 * @param users of the directory who are asked about
 * @param found who have turned out to be gone or changed within the last interval
 * @param sampled others who were asked about as well
 * @param others those of the sample who are gone or changed too
 */
record PollBrake(int users, int found, int sampled, int others) {
    /** So many may always be. */
    static final int ALWAYS = 5;

    /** How many others are asked about. */
    static final int SAMPLE = 20;

    /** Fewer of a sample than this are chance. */
    private static final int LEAST = 3;

    private static final int ALL = 100;

    /** @param most the percentage who may be, 100 for everybody */
    boolean holds(int most) {
        if (most >= ALL) {
            return false;
        }
        int gone = found + others;
        boolean isEverybody = gone > 1 && (gone >= users || (sampled > 0 && others == sampled));
        boolean isManyOfSample = others >= LEAST && others * ALL > most * sampled;
        boolean isMany = (long) gone * ALL > (long) most * users && gone > ALWAYS;
        return isEverybody || isManyOfSample || isMany;
    }
}
