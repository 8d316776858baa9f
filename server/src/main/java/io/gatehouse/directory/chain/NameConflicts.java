package io.gatehouse.directory.chain;

import java.util.ArrayList;
import java.util.List;

/** Directories that can give one name to two people. */
public final class NameConflicts {
    private NameConflicts() {}

    /** A sentence for each two of them. */
    public static List<String> of(List<DirectorySettings> directories) {
        List<String> conflicts = new ArrayList<>();
        for (int i = 0; i < directories.size(); i++) {
            for (DirectorySettings other : directories.subList(i + 1, directories.size())) {
                if (conflict(directories.get(i), other)) {
                    conflicts.add(words(directories.get(i), other));
                }
            }
        }
        return conflicts;
    }

    /** Names with different prefixes are never the same: {@link DirectoryNames} refuses those that borrow one. */
    private static boolean conflict(DirectorySettings one, DirectorySettings other) {
        return one.names().prefix().equals(other.names().prefix())
                && !one.names().isOfOneRealmWith(other.names())
                && !areApart(one, other);
    }

    /** Whether both have users by the name of their login only, and no name is a login of both. */
    private static boolean areApart(DirectorySettings one, DirectorySettings other) {
        return one.type().namesByLogin()
                && other.type().namesByLogin()
                && !one.match().sharesUsersWith(other.match());
    }

    private static String words(DirectorySettings one, DirectorySettings other) {
        return "directories." + one.name() + " and directories." + other.name()
                + " can give one name to two people, who would then have the rights and the inbox of one: set names.prefix"
                + " of one of them, or the same names.realm in both if they know the same people"
                + (one.type().namesByLogin() && other.type().namesByLogin()
                        ? ", or match.user so that no user name is for both"
                        : "");
    }
}
