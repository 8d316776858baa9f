package io.gatehouse.directory.chain;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.policy.text.NameForm;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the names are like that a directory gives.
 *
 * @param prefix what comes before each user's name; empty for nothing
 * @param groupPrefix the same before each group's
 * @param form of the users' names
 * @param realm where directories have one in common, a name is one person's in all of them; null for none in common
 */
public record NameSettings(
        String prefix,
        String groupPrefix,
        NameForm form,
        @Nullable String realm) {
    /** Names as the directory has them. */
    public static final NameSettings NONE = new NameSettings("", "", NameForm.EXACT, null);

    private static final Pattern PREFIXES = Pattern.compile("[a-z0-9][a-z0-9_:=@~-]{0,31}");
    private static final Pattern REALMS = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private static final Key<String> PREFIX = Key.of("prefix", "text", "", given -> requirePrefix(given.text()))
            .help(
                    "What comes before the name of each user: with `ldap:` the directory's `bob` is `ldap:bob` in permissions,"
                            + " in the log and as nats-server shows it. Clients log in as `bob`. A small letter or digit, then up"
                            + " to 31 small letters, digits or any of `_:=@~-`, so that it can be in a token of a subject.");
    private static final Key<String> GROUP_PREFIX = Key.of(
                    "group_prefix", "text", "", given -> requirePrefix(given.text()))
            .help("The same before each group of its users.");
    private static final Key<NameForm> CASE = Key.choice("case", NameForm.EXACT)
            .help(
                    "With `lower`, `Alice` and `aLICE` are one user, whose name is `alice`; with `exact` they are two. Groups"
                            + " stay as they are.");
    private static final Key<String> REALM = Key.of("realm", "text", "", given -> requireRealm(given.text()))
            .help(
                    "A word of your own, of small letters, digits, dashes and underscores. Directories of one realm know the"
                            + " same people, and may give the same names.");

    /** Their keys. */
    static final Section SECTION = Section.of("names", PREFIX, GROUP_PREFIX, CASE, REALM);

    /** @throws IllegalArgumentException when a prefix or the realm is none */
    public NameSettings {
        requirePrefix(prefix);
        requirePrefix(groupPrefix);
        if (realm != null) {
            requireRealm(realm);
        }
    }

    /** As it is configured for a directory. */
    static NameSettings read(Values directory) {
        Values in = directory.in(SECTION);
        return new NameSettings(in.get(PREFIX, ""), in.get(GROUP_PREFIX, ""), in.get(CASE), in.find(REALM));
    }

    /** Whether a name of both is one person's. */
    boolean isOfOneRealmWith(NameSettings other) {
        return realm != null && realm.equals(other.realm);
    }

    private static String requirePrefix(String text) {
        if (!text.isEmpty() && !PREFIXES.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' cannot be a prefix: a prefix is a small letter or digit,"
                    + " then up to 31 small letters, digits or any of _:=@~-, such as ldap:");
        }
        return text;
    }

    private static String requireRealm(String text) {
        if (!REALMS.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' cannot be a realm: a realm is a small letter, then up to"
                    + " 31 small letters, digits, dashes or underscores");
        }
        return text;
    }
}
