package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** nats-server's own users: those of {@code authorization}, and those of its {@code accounts}. */
public final class NatsServerReader implements SourceReader {
    private static final String GLOBAL_ACCOUNT = "$G";
    private static final String ANY = "*";
    private static final String[] DEFAULTS = {"default_permissions", "default_permission", "permissions"};
    private static final Set<String> OPERATORS =
            Set.of("operator", "operators", "roots", "root", "root_operator", "root_operators");

    /** Settings of other listeners and connections, which may hold logins of their own. */
    private static final List<String> LISTENERS =
            List.of("leafnodes", "leaf", "cluster", "gateway", "websocket", "ws", "mqtt");

    @Override
    public void read(ImportRequest request, ImportedParts parts) {
        Setting root = ConfSettings.read(request.file(), request.environment());
        if (OPERATORS.stream().anyMatch(name -> root.sole(name).isPresent())) {
            throw new ImportFailure(
                    request.file() + ": the server is in operator mode, where users are in JWTs of their"
                            + " accounts and not in this file: docs/guides/decentralized.md");
        }
        new Conversion(root, parts).convert();
    }

    /** One file. */
    private static final class Conversion {
        private final Setting root;
        private final ImportedParts parts;
        private final ImportReport report;
        private final NatsUsers users;
        private final String systemAccount;
        private final Set<String> accounts = new LinkedHashSet<>();

        Conversion(Setting root, ImportedParts parts) {
            this.root = root;
            this.parts = parts;
            this.report = parts.report();
            this.systemAccount = root.sole("system_account", "system").text("$SYS");
            Setting callout = root.sole("authorization").sole("auth_callout", "auth_hook");
            this.users = new NatsUsers(
                    parts, Set.copyOf(callout.sole("auth_users", "users").texts()));
            if (callout.isPresent()) {
                report.stays(callout, "the server asks a callout already: put Gatehouse's keys in its place");
            }
        }

        void convert() {
            authorization(root.sole("authorization"));
            root.sole("accounts").entries().forEach(this::account);
            root.sole("accounts").use();
            logins();
            others();
            if (!accounts.isEmpty()) {
                parts.section("callout")
                        .put(
                                "allowed_accounts",
                                accounts.stream().map(ImportedParts::literal).toList());
            }
            parts.addUserDirectories();
            if (!parts.nkeys().isEmpty()) {
                report.add(
                        ImportReport.Outcome.LEFT,
                        root.place(),
                        "nkeys",
                        "the server sends a nonce to sign only while it has a user with an nkey itself: let the service's own"
                                + " user be one (docs/guides/nkeys.md)");
            }
        }

        private void authorization(Setting block) {
            Setting token = block.sole("token");
            if (token.isPresent()) {
                report.left(
                        token,
                        "a token that all clients share is not carried over: give each client a user, or a"
                                + " token of its own (gatehouse tokens issue)");
            }
            Setting defaults = block.sole(DEFAULTS);
            boolean any = users.addAll(block.sole("users"), GLOBAL_ACCOUNT, defaults);
            Setting single = block.sole("user", "username");
            if (single.isPresent()) {
                any |= users.addSingle(
                        single,
                        block.sole("pass", "password"),
                        GLOBAL_ACCOUNT,
                        block.sole("proxy_required").isOn());
            }
            if (defaults.isPresent() && single.isPresent()) {
                report.changed(defaults, "bounds a list of users, and not a single one, there as here");
            } else if (defaults.isPresent()) {
                report.carried(defaults, "in each user without permissions");
            }
            Setting proxy = block.sole("proxy_required");
            if (proxy.isOn() && single.isPresent()) {
                report.carried(proxy, "proxy_required of the single user");
            } else if (proxy.isPresent()) {
                report.stays(proxy, "the server's own");
            }
            if (block.sole("timeout").isPresent()) {
                report.stays(block.sole("timeout"), "the server's own");
            }
            if (any) {
                accounts.add(GLOBAL_ACCOUNT);
            }
        }

        private void account(String name, Setting account) {
            Setting users = account.sole("users");
            if (name.equals(systemAccount)) {
                if (users.isPresent()) {
                    report.stays(
                            users,
                            "users of the system account stay in the server's file: name them in"
                                    + " auth_users of its auth_callout");
                }
                return;
            }
            if (name.equals(ANY)) {
                report.left(
                        account,
                        "users of an account of this name are left out: callout.allowed_accounts takes * for all");
                account.use();
                return;
            }
            Setting defaults = account.sole("default_permissions");
            if (this.users.addAll(users, name, defaults)) {
                accounts.add(name);
            }
            if (defaults.isPresent()) {
                report.carried(defaults, "in each user without permissions");
            }
            account.entries().forEach((setting, value) -> {
                if (!Set.of("users", "default_permissions").contains(setting.toLowerCase(Locale.ROOT))) {
                    report.stays(value, "the account's own, and the server's to know");
                }
            });
        }

        /** What decides on logins elsewhere than in the blocks of users. */
        private void logins() {
            Setting nobody = root.sole("no_auth_user");
            if (nobody.isPresent()) {
                report.left(nobody, "clients without credentials are refused from now on: give them some");
            }
            if (root.sole("tls").sole("verify_and_map").isOn()) {
                report.left(
                        root.sole("tls").sole("verify_and_map"),
                        "users by their certificates are a directory of type"
                                + " certificate: docs/guides/certificates.md");
            }
            for (String name : LISTENERS) {
                Setting listener = root.sole(name);
                for (String login : List.of("authorization", "no_auth_user")) {
                    if (listener.sole(login).isPresent()) {
                        report.left(
                                listener.sole(login),
                                "is a login of its own, and stays in the server's file: look"
                                        + " whether it is still wanted");
                    }
                }
            }
        }

        private void others() {
            List<String> names = new ArrayList<>();
            for (Map.Entry<String, Setting> entry : root.entries().entrySet()) {
                if (!Set.of("authorization", "accounts").contains(entry.getKey().toLowerCase(Locale.ROOT))) {
                    entry.getValue().use();
                    names.add(entry.getKey());
                }
            }
            if (!names.isEmpty()) {
                report.add(ImportReport.Outcome.STAYS, root.place(), String.join(", ", names), "the server's own");
            }
            report.unused(root);
        }
    }
}
