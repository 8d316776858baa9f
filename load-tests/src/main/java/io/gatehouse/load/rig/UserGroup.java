package io.gatehouse.load.rig;

import java.util.Locale;

/**
 * Users that are alike: their names are numbered, and all have the same password, so that a hash need be made once only.
 *
 * @param name what their names begin with
 * @param password what they log in with
 * @param stored the password as users.json has it: the same text, or its hash
 */
public record UserGroup(String name, int size, String password, String stored) {
    /** The account of them all. */
    public static final String ACCOUNT = "APP";

    /** Users whose passwords are stored as they are. */
    public static UserGroup plain(String name, int size) {
        String password = "password-of-" + name;
        return new UserGroup(name, size, password, password);
    }

    /** The name of one of them. */
    public String user(int index) {
        return String.format(Locale.ROOT, "%s-%06d", name, index);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return size + " users " + name;
    }
}
