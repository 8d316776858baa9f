package io.gatehouse.directory.ldap;

import java.util.Locale;

/** How the groups of a user are found. */
enum GroupMode {
    /** By a search for groups that have the user. */
    FILTER,
    /** By an attribute of the user. */
    MEMBEROF,
    /** By the SIDs of all groups, which Active Directory computes for an entry. */
    TOKENGROUPS,
    /** Not at all. */
    NONE;

    /**
     * The one of a word of the configuration.
     *
     * @throws IllegalArgumentException when it is none
     */
    static GroupMode parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "filter" -> FILTER;
            case "memberof" -> MEMBEROF;
            case "tokengroups" -> TOKENGROUPS;
            case "none" -> NONE;
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' is unknown; use filter, memberof, tokengroups or none");
        };
    }
}
