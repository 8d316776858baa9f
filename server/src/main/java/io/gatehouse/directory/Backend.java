package io.gatehouse.directory;

/**
 * What asks and bears the lookups of a directory that are {@link Lookup.Kind#REMOTE}: how many it takes at a time, and how it is
 * found out that it answers again after it has failed. The service guards it by that; a directory itself neither limits its lookups
 * nor counts its failures.
 *
 * @param lookups how many lookups it takes at a time: its connections, and as many as may wait for one; {@link #ADAPTIVE} where
 *     nothing is known of that. {@code lookups.max} bounds it further, and so does how many it answers within half of a login's time
 * @param atOnce how many of these it works on at a time, such as its connections, which it is given however long it takes; 0 where
 *     that is not known
 */
public record Backend(int lookups, int atOnce, Probing probing) {
    /** As many as it answers in time. */
    public static final int ADAPTIVE = 0;

    /** Takes as many lookups as the configuration lets it, and is probed often. */
    public static final Backend ORDINARY = new Backend(Integer.MAX_VALUE, 0, Probing.OFTEN);

    /** When {@link Directory#probe} is called while lookups fail. */
    public enum Probing {
        /** Twice a second or so, as the configuration says. */
        OFTEN,
        /** Less and less often the longer it fails: somebody hosts it for many, and counts who asks too often. */
        SPARING,
        /** Never: the probe says something else than whether lookups are answered, so that they always are begun. */
        NEVER
    }

    /** @throws IllegalArgumentException when it takes less than none */
    public Backend {
        if (lookups < 0 || atOnce < 0) {
            throw new IllegalArgumentException("a backend takes no negative number of lookups: " + lookups);
        }
    }

    /** Takes so many lookups at a time. */
    public static Backend of(int lookups) {
        return new Backend(lookups, 0, Probing.OFTEN);
    }

    /** Takes as many lookups at a time as it answers in time. */
    public static Backend adaptive() {
        return new Backend(ADAPTIVE, 0, Probing.OFTEN);
    }

    /** The same, of which it works on so many at a time. */
    public Backend serving(int lookupsAtOnce) {
        return new Backend(lookups, lookupsAtOnce, probing);
    }

    /** The same, probed in another way. */
    public Backend probed(Probing how) {
        return new Backend(lookups, atOnce, how);
    }
}
