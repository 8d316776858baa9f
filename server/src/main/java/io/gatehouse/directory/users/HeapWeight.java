package io.gatehouse.directory.users;

import io.gatehouse.policy.entitlement.Entitlement;

/** What users take of the heap, in bytes, estimated rather too high: measured on 64-bit JVMs with compressed pointers. */
final class HeapWeight {
    /** An entry in a map that changes while it is read. */
    static final int ENTRY = 56;

    /** What is known of a record that is no user's, without its name. */
    static final int BARE = 64;

    /** Permissions, limits, a profile or a list, without the texts in them, and what finds equal ones. */
    static final int PART = 256;

    /** A public nkey with its text, and what finds its user. */
    static final int NKEY = 320;

    /** A source range, without its text. */
    static final int RANGE = 64;

    private static final long TEXT = 56;
    private static final long USER = 96;
    private static final long PASSWORD = 64;
    private static final long ARGON2ID = 192;
    private static final long TIME = 24;

    private HeapWeight() {}

    /** A user, without account, role, permissions, limits, tags, groups and attributes, which many users may share. */
    static long of(FileUser user) {
        Entitlement entitlement = user.entitlement();
        long password = user.password() == null ? 0L : user.password().memory() == 0 ? PASSWORD : ARGON2ID;
        long times = (entitlement.sessionTtl() == null ? 0L : TIME) + (entitlement.expiresAt() == null ? 0L : TIME);
        return USER + of(entitlement.name()) + password + times;
    }

    /** A text, and a place for it in a list. */
    static long of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return TEXT + 2L * text.length();
            }
        }
        return TEXT + text.length();
    }
}
