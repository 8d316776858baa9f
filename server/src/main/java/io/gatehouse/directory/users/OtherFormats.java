package io.gatehouse.directory.users;

import io.gatehouse.policy.text.Quoted;

/** Recognizes users files of other callout services, and says in one line what is different here. */
final class OtherFormats {
    private static final String HERE =
            ": here each user is a field of the file itself, as {\"alice\": {\"pass\": \"...\", \"account\": \"APP1\"}}";

    private OtherFormats() {}

    /** Users in a list. */
    static String list(String name) {
        return "this is another service's format, with the users in a list below " + Quoted.of(name) + HERE;
    }

    /** Users below a name of their own. */
    static String nested(String below, String first) {
        return "this is another service's format, with users such as " + Quoted.of(first) + " below " + Quoted.of(below)
                + HERE;
    }

    /** What follows the first field with capital letters. */
    static String capitals(int others) {
        return " has capital letters, as services written in Go take them"
                + (others == 0 ? "" : ", and so have " + others + " more fields")
                + ": here all fields are in lower case, as pass and account";
    }
}
