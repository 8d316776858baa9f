package io.gatehouse.directory.chain;

import io.gatehouse.directory.Directory;
import io.gatehouse.directory.cache.CacheSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Hears what becomes of one login at each directory of a chain that is made for it. The chain decides as any other does: only its
 * directories are wrapped.
 */
public final class ChainTrace {
    private final List<TracedDirectory> traced = new CopyOnWriteArrayList<>();

    /** Adds a directory to a chain, which is heard from then on. */
    public void add(ChainBuilder chain, DirectoryNames names, Match match, Directory directory, CacheSettings caching) {
        TracedDirectory one = new TracedDirectory(directory, names, match);
        traced.add(one);
        chain.add(names, one.match(), one, caching);
    }

    /** What became of the login, in the order of the directories. */
    public List<DirectoryAnswer> answers() {
        List<DirectoryAnswer> answers = new ArrayList<>();
        boolean ended = false;
        for (TracedDirectory one : traced) {
            DirectoryAnswer answer = one.answer();
            answers.add(ended ? answer.notReached() : answer);
            ended |= answer.endsTheChain();
        }
        return answers;
    }
}
