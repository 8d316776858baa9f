package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.List;
import java.util.Map;

/** The backend {@code ldap} of mosquitto-go-auth. */
final class MosquittoLdap {
    private static final String NAME = "ldap";

    private final Setting root;
    private final ImportedParts parts;
    private final ImportReport report;
    private final String account;
    private final boolean decides;

    /** @param decides whether the backend is asked for rights, too */
    MosquittoLdap(Setting root, ImportedParts parts, String account, boolean decides) {
        this.root = root;
        this.parts = parts;
        this.report = parts.report();
        this.account = account;
        this.decides = decides;
    }

    void convert() {
        Setting users = root.get("ldap_user_dn");
        Setting filter = root.get("ldap_user_filter");
        if (users.text() == null || filter.text() == null) {
            report.left(
                    root.get("backends"), "the backend ldap lacks ldap_user_dn or ldap_user_filter, and is left out");
            return;
        }
        Map<String, Object> directory = parts.section("directories", NAME);
        directory.put("type", NAME);
        Setting url = root.get("ldap_url");
        directory.put("address", ImportedParts.literal(url.text("ldap://localhost:389")));
        report.carried(url.isPresent() ? url : root.get("backends"), "address");
        login(directory);
        Setting groups = root.get("ldap_group_dn");
        LdapNames names = LdapNames.of(users.text(""), groups.text());
        directory.put("base_dn", ImportedParts.literal(names.base()));
        names.users().ifPresent(dn -> directory.put("additional_users_dn", ImportedParts.literal(dn)));
        report.carried(users, "base_dn and additional_users_dn");
        directory.put("users_filter", ImportedParts.literal(LdapNames.filter(filter.text(""), "%s")));
        LdapNames.attribute(filter.text(""), "%s")
                .ifPresent(
                        name -> parts.section("directories", NAME, "attributes").put("username", name));
        report.carried(filter, "users_filter");
        groups(directory, groups, names);
        rights();
    }

    private void login(Map<String, Object> directory) {
        Setting user = root.get("ldap_bind_dn");
        Setting password = root.get("ldap_bind_password");
        if (user.isPresent()) {
            directory.put("user", ImportedParts.literal(user.text("")));
            report.carried(user, "user");
        }
        if (password.isPresent()) {
            directory.put("password_file", parts.secret("ldap.password", password.text("")));
            report.carried(password, "password_file, in a file of its own");
        }
    }

    private void groups(Map<String, Object> directory, Setting groups, LdapNames names) {
        Setting filter = root.get("ldap_group_filter");
        if (!groups.isPresent() || names.groups().isEmpty()) {
            directory.put("group_search_mode", "none");
            for (Setting setting : List.of(groups, filter)) {
                if (setting.isPresent()) {
                    report.left(
                            setting,
                            "groups are looked up only below the same entry as users: set base_dn,"
                                    + " additional_groups_dn and groups_filter");
                }
            }
            return;
        }
        directory.put("group_search_mode", "filter");
        if (!names.groups().get().isEmpty()) {
            directory.put(
                    "additional_groups_dn", ImportedParts.literal(names.groups().get()));
        }
        directory.put("groups_filter", ImportedParts.literal(LdapNames.filter(filter.text("(member=%s)"), "%s")));
        report.carried(groups, "additional_groups_dn");
        if (filter.isPresent()) {
            report.carried(filter, "groups_filter");
        }
    }

    private void rights() {
        Setting topics = root.get("ldap_acl_topic_pattern_attribute");
        Setting access = root.get("ldap_acl_acc_attribute");
        boolean open = decides && !topics.isPresent() && !access.isPresent();
        parts.addRule(NAME, account, open);
        if (open) {
            report.add(
                    ImportReport.Outcome.CHANGED,
                    root.place(),
                    "ldap_acl_topic_pattern_attribute",
                    "is missing, so the users may do everything in " + account + ", as before: narrow rules." + NAME);
        }
        for (Setting setting : List.of(topics, access, root.get("ldap_superuser_filter"))) {
            if (setting.isPresent()) {
                report.left(
                        setting,
                        "rights are not read from the entries of groups: write a rule for each group; until"
                                + " then its users may do nothing");
            }
        }
    }
}
