package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** EMQX's authenticator with an LDAP server. */
final class EmqxLdap {
    private static final String NAME = "ldap";
    private static final String USER = "${username}";

    /** A base that is the entry of one user. */
    private static final Pattern ENTRY = Pattern.compile("([A-Za-z][A-Za-z0-9-]*)=\\$\\{username},\\s*(.+)");

    private static final Pattern OTHER = Pattern.compile("\\$\\{(?!username})[^}]*}");

    private final EmqxSource source;

    EmqxLdap(EmqxSource source) {
        this.source = source;
    }

    void convert() {
        Setting base = source.get("base_dn");
        Setting filter = source.get("filter");
        String given = filter.text("(objectClass=mqttUser)");
        String dn = base.text("");
        Matcher entry = ENTRY.matcher(dn);
        boolean ofOne = entry.matches();
        if (dn.isEmpty()
                || OTHER.matcher(dn + given).find()
                || (!ofOne && (dn.contains(USER) || !given.contains(USER)))) {
            source.report()
                    .left(
                            base.isPresent() ? base : source.settings(),
                            "and the filter do not say how a user name is"
                                    + " found: the server is left out. Write base_dn and users_filter: docs/guides/ldap.md");
            source.settings().use();
            return;
        }
        Map<String, Object> directory = source.directory(NAME, NAME);
        address(directory);
        source.carry("username", "user", directory);
        source.password(NAME, directory);
        directory.put("base_dn", ImportedParts.literal(ofOne ? entry.group(2) : dn));
        if (ofOne) {
            entry(entry, given, base, directory);
        } else {
            directory.put("users_filter", LdapNames.filter(given, USER));
            source.report().carried(base, "base_dn");
        }
        String attribute =
                ofOne ? entry.group(1) : LdapNames.attribute(given, USER).orElse("uid");
        parts(attribute);
        directory.put("group_search_mode", "none");
        if (filter.isPresent()) {
            source.report().carried(filter, ofOne && isAny(given) ? "user_dn_pattern" : "users_filter");
        }
        method();
        rest();
    }

    /** The one entry that a name is for; with a filter it can only be searched for. */
    private void entry(Matcher entry, String filter, Setting base, Map<String, Object> directory) {
        if (isAny(filter)) {
            directory.put("user_dn_pattern", ImportedParts.literal(entry.group(1) + "={input}," + entry.group(2)));
            source.report().carried(base, "base_dn and user_dn_pattern");
            return;
        }
        directory.put("users_filter", "(&(" + entry.group(1) + "={input})" + LdapNames.filter(filter, USER) + ")");
        source.report()
                .left(
                        base,
                        "is one entry there, while users_filter finds entries further below, too: see that none of them is"
                                + " a user of such a name, or set user_dn_pattern in the place of users_filter");
    }

    private static boolean isAny(String filter) {
        return filter.replaceAll("[\\s()]", "").equalsIgnoreCase("objectClass=*");
    }

    private void parts(String attribute) {
        source.parts().section("directories", NAME, "attributes").put("username", attribute);
        String size = source.get("pool_size").text("");
        if (size.matches("[1-9][0-9]{0,2}")) {
            source.parts().section("directories", NAME, "pooling").put("count", size);
        }
    }

    private void address(Map<String, Object> directory) {
        String scheme = source.tls(NAME) ? "ldaps://" : "ldap://";
        Setting server = source.get("server", "servers");
        List<String> addresses = Arrays.stream(server.text("127.0.0.1").split(","))
                .map(address -> ImportedParts.literal(scheme + address.strip()))
                .toList();
        directory.put("address", addresses.size() == 1 ? addresses.get(0) : addresses);
        if (server.isPresent()) {
            source.report().carried(server, "address");
        }
        if (source.get("ssl").get("verify").text("").equals("verify_none")) {
            source.report()
                    .changed(
                            source.get("ssl"),
                            "certificates are always verified here: name the authority as"
                                    + " directories.ldap.tls.ca, where the JDK does not know it");
        }
    }

    private void method() {
        Setting method = source.get("method");
        Setting superuser = source.get("is_superuser_attribute");
        if (method.get("is_superuser_attribute").isPresent() || superuser.isPresent()) {
            source.report()
                    .left(
                            superuser.isPresent() ? superuser : method.get("is_superuser_attribute"),
                            "there are no superusers here: write a rule for those who may do everything");
        }
        if (method.isPresent() && method.get("type").text("hash").equals("bind")) {
            source.report().carried(method, "the server checks passwords");
        } else {
            source.report()
                    .changed(
                            method.isPresent() ? method : source.settings().get("backend"),
                            "the server checks"
                                    + " passwords itself, by a login with the DN of the user, instead of a comparison of hashes");
        }
    }

    private void rest() {
        for (String name : new String[] {
            "query_timeout",
            "request_timeout",
            "password_attribute",
            "connect_timeout",
            "mechanism",
            "backend",
            "username_attribute"
        }) {
            source.get(name).use();
        }
    }
}
