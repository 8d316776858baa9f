package io.gatehouse.directory.nkey;

import java.util.List;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * The users whose records have a key: the first of them by name, since they may be as many as the bucket has records.
 *
 * @param first of all
 * @param next those that are named beside it
 * @param number of all
 */
record NkeyOwners(String first, List<String> next, int number) {
    /** One user, as it should be. */
    static NkeyOwners one(String name) {
        return new NkeyOwners(name, List.of(), 1);
    }

    /** Those of a set that is not empty. */
    static NkeyOwners of(SortedSet<String> names) {
        List<String> next = names.stream().skip(1).limit(SharedNkey.NAMED - 1).toList();
        return new NkeyOwners(names.first(), next, names.size());
    }

    /** Whether nobody can log in with the key. */
    boolean areSeveral() {
        return number > 1;
    }

    /** What there is to say of a key of theirs when they are several. */
    SharedNkey sharing(String key) {
        return new SharedNkey(
                key, Stream.concat(Stream.of(first), next.stream()).toList(), number);
    }
}
