package io.gatehouse.directory.ldap;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Given;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.directory.ldap.server.ServerSelection;
import io.gatehouse.tls.TlsSection;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of directories of type {@code ldap}, called as Authelia calls them where it has them. */
final class LdapKeys {
    static final String INPUT = "input";
    static final String DN = "dn";
    static final String USERNAME = "username";

    /** Names of {@link #ATTRIBUTES} that are no attributes of identities. */
    static final String GROUP_NAME = "group_name";

    static final String MEMBER_OF = "member_of";

    static final Key<List<LdapAddress>> ADDRESS = Key.of(
                    "address",
                    "ldap:// or ldaps:// address, or a list of these",
                    "",
                    given -> given.texts().stream().map(LdapAddress::parse).toList())
            .help("The servers, `ldap://HOST:PORT` or `ldaps://HOST:PORT`. Required.");
    static final Key<ServerSelection> SELECTION = Key.choice("server_selection", ServerSelection.FAILOVER)
            .help("Which of several servers a connection is made to: the first one that can be reached, or each in"
                    + " turn.");
    static final Key<Implementation> IMPLEMENTATION = Key.choice("implementation", Implementation.CUSTOM)
            .help("The kind of server, which sets [the defaults](#defaults-of-an-implementation) of the keys"
                    + " below.");
    static final Key<Duration> TIMEOUT = Key.duration("timeout", "1s", "10ms", "1m")
            .help("How long an attempt to connect to one server may take, including TLS; never longer than the"
                    + " login has time.");
    static final Key<Boolean> START_TLS = Key.flag("start_tls", false)
            .help("Whether connections to `ldap://` begin with StartTLS. A connection is not used if the server"
                    + " does not support it.");
    static final Key<Integer> COUNT = Key.count("count", "8", 1, 256)
            .help("How many users are looked up at a time, each by a thread that has one connection for searches"
                    + " and one for users' passwords. Connections are made when they are needed, and closed when they"
                    + " have been idle for half a minute or are five minutes old.");
    static final Section POOLING = Section.of("pooling", COUNT);
    static final Key<String> USER = Key.text("user", "")
            .help("Type `ldap`: the DN (with Active Directory also `NAME@DOMAIN`) that Gatehouse itself logs in"
                    + " with to search. Without it, Gatehouse searches anonymously.");
    static final Key<Secret> PASSWORD = Key.secret("password")
            .help("The password of `user`, written out. Better from the environment, or in a file of its own.");
    static final Key<Secret> PASSWORD_FILE =
            Key.secretFile("password_file").help("File whose content is the password of `user`.");
    static final Key<String> BASE_DN = Key.text("base_dn", "")
            .help("The DN below which users and groups are, such as `dc=example,dc=org`. Required.");
    static final Key<String> ADDITIONAL_USERS_DN =
            Key.text("additional_users_dn", "").help("What is in front of `base_dn` for users, such as `ou=people`.");
    static final Key<LdapTemplate> USERS_FILTER = filter("users_filter", Set.of(INPUT))
            .help("The filter that finds a user. `{input}` is the user name of the login; `{username_attribute}`"
                    + " and so on are the attributes named in `attributes`.");
    static final Key<LdapTemplate> USER_DN_PATTERN = Key.of(
                    "user_dn_pattern",
                    "DN with {input}",
                    "",
                    given -> new LdapTemplate(given.text()).with(Set.of(INPUT)))
            .help("The DN of every user, such as `uid={input},ou=people,dc=example,dc=org`. Users are not searched"
                    + " for then, and read their own entries.");
    static final Key<GroupMode> GROUP_SEARCH_MODE = Key.of(
                    "group_search_mode",
                    "filter, memberof, tokengroups or none",
                    "",
                    given -> GroupMode.parse(given.text()))
            .help("How groups are found: by a search with `groups_filter`; by the user's attribute `member_of`; by"
                    + " Active Directory's `tokenGroups`, which includes nested groups and the primary group; or not at"
                    + " all.");
    static final Key<String> ADDITIONAL_GROUPS_DN = Key.text("additional_groups_dn", "")
            .help("The same as `additional_users_dn` for groups; groups elsewhere are ignored.");
    static final Key<LdapTemplate> GROUPS_FILTER = filter("groups_filter", Set.of(INPUT, DN, USERNAME))
            .help("The filter that finds the groups of a user. `{dn}` is the DN of the user's entry, `{username}`"
                    + " the name, `{input}` the user name of the login.");
    static final Key<Integer> GROUP_DEPTH = Key.count("group_depth", "0", 0, 16)
            .help("How many levels of nested groups are followed, with one search for each.");

    static final Key<Boolean> PRIMARY_GROUP = Key.flag("primary_group")
            .help("Whether the primary group of a user of Active Directory (*Domain Users* for most), and the"
                    + " groups that it is in, are groups of the user. Default: `true` with `activedirectory` and"
                    + " `tokengroups`. To find it, or to leave it out of `tokengroups`, `objectSid` and"
                    + " `primaryGroupID` of users are read.");
    static final Key<Integer> ATTEMPTS = Key.count("attempts", "", 0, 1_000)
            .help("How many wrong passwords of one user are passed on in a row, so that guesses [lock nobody"
                    + " out](../guides/active-directory.md#guesses-and-lock-out) at the server; 0 for any number."
                    + " Default: with `activedirectory` one less than the domain's own threshold, which is read from"
                    + " the domain; otherwise 0.");
    static final Key<Duration> WINDOW = Key.duration("window", "", "1s", "30d")
            .help("How long after the last wrong password no more are passed on, once there were `attempts` of"
                    + " them. Default: with `activedirectory` the domain's own time, plus up to a minute; otherwise 30"
                    + " minutes. What Gatehouse itself has counted for a user of a domain ends after a day at the"
                    + " latest, and as soon as the domain reports a login or a new password more than a minute after"
                    + " the last wrong one.");
    static final Section LOCKOUT = Section.of("lockout", ATTEMPTS, WINDOW);

    static final Section ATTRIBUTES = Section.of(
            "attributes",
            attribute(Section.EACH)
                    .help(
                            "An attribute of the identity, and the LDAP attribute that its values come from: `mail: mail`."
                                    + " Three names mean something else: `username` is the attribute with the user's name, `group_name`"
                                    + " that with the name of a group, and `member_of` that with the DNs of the groups."));

    /** All of them. */
    static final List<Entry> ALL = List.of(
            ADDRESS,
            SELECTION,
            IMPLEMENTATION,
            TIMEOUT,
            START_TLS,
            TlsSection.SECTION,
            POOLING,
            USER,
            PASSWORD,
            PASSWORD_FILE,
            BASE_DN,
            ADDITIONAL_USERS_DN,
            USERS_FILTER,
            USER_DN_PATTERN,
            GROUP_SEARCH_MODE,
            ADDITIONAL_GROUPS_DN,
            GROUPS_FILTER,
            GROUP_DEPTH,
            PRIMARY_GROUP,
            LOCKOUT,
            ATTRIBUTES);

    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}");
    private static final String ATTRIBUTE_PLACEHOLDER = "_attribute";

    private LdapKeys() {}

    /** The key of an attribute of identities. */
    static Key<String> attribute(String name) {
        return Key.of(name, "LDAP attribute", "", LdapKeys::attributeName);
    }

    private static String attributeName(Given given) {
        if (!NAME.matcher(given.text()).matches()) {
            throw new IllegalArgumentException("an attribute of LDAP has letters, digits and dashes");
        }
        return given.text();
    }

    /** Placeholders of attributes are known by their end, and looked for where all attributes are known. */
    private static Key<LdapTemplate> filter(String name, Set<String> placeholders) {
        return Key.of(name, "filter", "", given -> {
            LdapTemplate template = new LdapTemplate(given.text());
            Set<String> known = new HashSet<>(template.placeholders());
            known.removeIf(one -> !one.endsWith(ATTRIBUTE_PLACEHOLDER));
            known.addAll(placeholders);
            return template.with(known);
        });
    }

    /** The placeholder of the attribute that something is. */
    static String placeholderOf(String attribute) {
        return attribute + ATTRIBUTE_PLACEHOLDER;
    }
}
