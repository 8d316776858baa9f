package io.gatehouse.directory.ldap;

import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Secret;
import io.gatehouse.directory.ldap.LdapSettings.Groups;
import io.gatehouse.directory.ldap.LdapSettings.Lockout;
import io.gatehouse.directory.ldap.LdapSettings.Login;
import io.gatehouse.directory.ldap.LdapSettings.Servers;
import io.gatehouse.directory.ldap.LdapSettings.Users;
import io.gatehouse.directory.ldap.domain.LockoutPolicy;
import io.gatehouse.directory.ldap.server.LdapAddress;
import io.gatehouse.tls.TlsSection;
import io.gatehouse.tls.TlsSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what is configured for a directory, and notes what is wrong with it. */
final class LdapSettingsReader {
    private static final Set<String> SPECIAL = Set.of(LdapKeys.USERNAME, LdapKeys.GROUP_NAME, LdapKeys.MEMBER_OF);
    private static final String MEMBER_OF = "memberOf";

    private final Values in;
    private final Implementation preset;
    private final Map<String, String> attributes;

    private LdapSettingsReader(Values in) {
        this.in = in;
        this.preset = in.get(LdapKeys.IMPLEMENTATION);
        this.attributes = attributes(in.in(LdapKeys.ATTRIBUTES));
    }

    /** Reads them; null, with a problem for each mistake, where something that is needed is missing. */
    static @Nullable LdapSettings read(String name, Values in) {
        return new LdapSettingsReader(in).settings(name);
    }

    private static Map<String, String> attributes(Values in) {
        Map<String, String> attributes = new TreeMap<>();
        for (String name : in.names()) {
            String attribute = in.find(LdapKeys.attribute(name));
            if (attribute != null) {
                attributes.put(name, attribute);
            }
        }
        return attributes;
    }

    private @Nullable LdapSettings settings(String name) {
        List<LdapAddress> addresses = in.find(LdapKeys.ADDRESS, "give the server, as in ldaps://ldap.example.org");
        String base = in.find(LdapKeys.BASE_DN, "give the DN below which users are, as in dc=example,dc=org");
        TlsSettings tls = TlsSection.read(in);
        Login login = login();
        Users users = users(base == null ? "" : base);
        Groups groups = groups(base == null ? "" : base);
        Lockout lockout = lockout();
        if (addresses == null || base == null) {
            return null;
        }
        Servers servers = new Servers(
                addresses, in.get(LdapKeys.SELECTION), in.get(LdapKeys.TIMEOUT), in.get(LdapKeys.START_TLS), tls);
        checkServers(servers);
        return new LdapSettings(
                name, servers, login, in.in(LdapKeys.POOLING).get(LdapKeys.COUNT), users, groups, lockout);
    }

    private void checkServers(Servers servers) {
        boolean anySecure = servers.addresses().stream().anyMatch(LdapAddress::secure);
        if (servers.startTls() && anySecure) {
            in.problem(
                    LdapKeys.START_TLS, "is for ldap://, and ldaps:// begins with TLS already; remove one of the two");
        }
        boolean anyInClear = servers.addresses().stream().anyMatch(LdapAddress::isInClear);
        if (!servers.startTls() && anySecure && anyInClear) {
            in.problem(
                    LdapKeys.ADDRESS,
                    "has servers with TLS and without, so some passwords would be sent unencrypted; write ldaps:// for"
                            + " all");
        }
        if (!servers.startTls() && !anySecure && in.givesAnyOf(TlsSection.SECTION)) {
            in.in(TlsSection.SECTION)
                    .problem("is for connections with TLS: write ldaps:// into address, or set start_tls");
        }
    }

    private @Nullable Login login() {
        String user = in.find(LdapKeys.USER);
        Secret password = in.stronger(LdapKeys.PASSWORD, LdapKeys.PASSWORD_FILE);
        boolean given = in.gives(LdapKeys.PASSWORD) || in.gives(LdapKeys.PASSWORD_FILE);
        if (user == null && given) {
            in.problem(
                    in.gives(LdapKeys.PASSWORD) ? LdapKeys.PASSWORD : LdapKeys.PASSWORD_FILE,
                    "a password needs a user; set " + in.path(LdapKeys.USER));
        } else if (user != null && !given) {
            in.problem(LdapKeys.USER, "the user needs a password; set " + in.path(LdapKeys.PASSWORD_FILE));
        }
        return user == null || password == null ? null : new Login(user, password);
    }

    private Users users(String base) {
        LdapTemplate pattern = in.find(LdapKeys.USER_DN_PATTERN);
        if (pattern != null) {
            note(LdapKeys.USER_DN_PATTERN, LdapSyntax.mistakeOfPattern(pattern));
            if (in.gives(LdapKeys.USERS_FILTER)) {
                in.problem(LdapKeys.USERS_FILTER, "finds users, and user_dn_pattern says where they are: remove one");
            }
        }
        LdapTemplate filter = filter(LdapKeys.USERS_FILTER, preset.usersFilter);
        if (in.gives(LdapKeys.USERS_FILTER) && !filter.has(LdapKeys.INPUT)) {
            in.problem(LdapKeys.USERS_FILTER, "must contain {input}, or it would find every user");
        }
        Map<String, String> own = new HashMap<>(attributes);
        own.keySet().removeAll(SPECIAL);
        return new Users(below(LdapKeys.ADDITIONAL_USERS_DN, preset.usersDn, base), filter, pattern, username(), own);
    }

    private Groups groups(String base) {
        GroupMode given = in.find(LdapKeys.GROUP_SEARCH_MODE);
        GroupMode mode = given == null ? preset.groupMode : given;
        LdapTemplate filter = filter(LdapKeys.GROUPS_FILTER, preset.groupsFilter);
        int depth = in.get(LdapKeys.GROUP_DEPTH);
        if (mode == GroupMode.TOKENGROUPS) {
            checkTokenGroups(depth);
        }
        if (depth > 0 && mode == GroupMode.FILTER && !filter.has(LdapKeys.DN)) {
            in.problem(LdapKeys.GROUP_DEPTH, "needs a groups_filter with {dn}, in the place of which is each group");
        }
        return new Groups(
                mode,
                below(LdapKeys.ADDITIONAL_GROUPS_DN, preset.groupsDn, base),
                filter,
                attributes.getOrDefault(LdapKeys.GROUP_NAME, preset.groupName(mode)),
                memberOf(),
                depth,
                in.get(
                        LdapKeys.PRIMARY_GROUP,
                        preset == Implementation.ACTIVEDIRECTORY || mode == GroupMode.TOKENGROUPS));
    }

    private void checkTokenGroups(int depth) {
        if (depth > 0) {
            in.problem(LdapKeys.GROUP_DEPTH, "is not for tokengroups, which has groups of groups already; remove it");
        }
        if (in.gives(LdapKeys.USER_DN_PATTERN)) {
            in.problem(
                    LdapKeys.GROUP_SEARCH_MODE,
                    "tokengroups is read by the service, not by users; remove user_dn_pattern");
        }
    }

    /** Without a search nothing is known of a domain, nor of what its servers have counted. */
    private Lockout lockout() {
        Values given = in.in(LdapKeys.LOCKOUT);
        Integer attempts = given.find(LdapKeys.ATTEMPTS);
        Duration window = given.find(LdapKeys.WINDOW);
        boolean isDomain = preset == Implementation.ACTIVEDIRECTORY;
        if (isDomain && !in.gives(LdapKeys.USER_DN_PATTERN)) {
            return new Lockout(attempts, window, true);
        }
        if (window != null && attempts == null && !isDomain) {
            given.problem(LdapKeys.WINDOW, "has no effect without attempts");
        }
        int standard = isDomain ? LockoutPolicy.CAUTIOUS.attempts() : 0;
        return new Lockout(
                Objects.requireNonNullElse(attempts, standard),
                Objects.requireNonNullElse(window, LockoutPolicy.CAUTIOUS.window()),
                false);
    }

    private String username() {
        return attributes.getOrDefault(LdapKeys.USERNAME, preset.username);
    }

    private String memberOf() {
        return attributes.getOrDefault(LdapKeys.MEMBER_OF, MEMBER_OF);
    }

    private LdapTemplate filter(Key<LdapTemplate> key, String standard) {
        LdapTemplate given = in.find(key);
        Map<String, String> named = new HashMap<>();
        attributes.forEach((name, attribute) -> named.put(LdapKeys.placeholderOf(name), attribute));
        named.put(LdapKeys.placeholderOf(LdapKeys.USERNAME), username());
        named.put(LdapKeys.placeholderOf(LdapKeys.MEMBER_OF), memberOf());
        LdapTemplate filter = Objects.requireNonNullElseGet(given, () -> new LdapTemplate(standard))
                .named(named);
        if (given != null) {
            note(key, mistake(filter));
        }
        return filter;
    }

    private @Nullable String mistake(LdapTemplate filter) {
        return filter.placeholders().stream()
                .filter(name -> name.endsWith(LdapKeys.placeholderOf("")))
                .findFirst()
                .map(name -> "{" + name + "} is not one of the attributes that are named in attributes")
                .orElseGet(() -> LdapSyntax.mistakeOfFilter(filter));
    }

    /** A DN below another; both are noted when they are none. */
    private String below(Key<String> additional, String standard, String base) {
        note(LdapKeys.BASE_DN, LdapSyntax.mistakeOfDn(base));
        String own = in.get(additional, standard);
        note(additional, LdapSyntax.mistakeOfDn(own));
        return own.isEmpty() ? base : own + "," + base;
    }

    private void note(Key<?> key, @Nullable String mistake) {
        if (mistake != null) {
            in.problem(key, mistake);
        }
    }
}
