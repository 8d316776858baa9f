package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceText;
import io.gatehouse.directory.users.RecordText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The backends of mosquitto-go-auth, each as a directory. */
final class MosquittoBackends {
    private static final Map<String, String> PREFIXES =
            Map.of("postgres", "pg_", "http", "http_", "ldap", "ldap_", "files", "files_", "jwt", "jwt_");

    private static final String WITHOUT = "there is no directory for the backend ";

    /** Backends that mosquitto-go-auth has besides. */
    private static final Set<String> OTHERS = Set.of("redis", "mysql", "sqlite", "mongo", "grpc", "js", "plugin");

    private final Setting root;
    private final ImportRequest request;
    private final ImportedParts parts;
    private final ImportReport report;
    private final List<String> names;
    private final boolean whole;

    /** @param whole whether nothing but these settings says what users may */
    MosquittoBackends(Setting root, ImportRequest request, ImportedParts parts, List<String> names, boolean whole) {
        this.root = root;
        this.request = request;
        this.parts = parts;
        this.report = parts.report();
        this.names = names;
        this.whole = whole;
    }

    void convert() {
        request.placed();
        for (String name : names) {
            if (!isRegistered(name, "user")) {
                report.left(
                        register(name),
                        "this backend does not check who users are: write what it says of" + " their rights as rules");
                continue;
            }
            boolean decides = whole && isRegistered(name, "acl");
            if (!isRegistered(name, "acl")) {
                report.left(
                        register(name),
                        "this backend is not asked what users may: write what the others say of that as rules;"
                                + " until then its users may do nothing");
            }
            switch (name) {
                case "postgres" -> new MosquittoPostgres(root, parts, request.placed(), decides).convert();
                case "http" -> new MosquittoHttp(root, parts, request.placed()).convert();
                case "ldap" -> new MosquittoLdap(root, parts, request.placed(), decides).convert();
                case "files" -> files(decides);
                case "jwt" ->
                    report.left(
                            root.get("backends"),
                            WITHOUT + "jwt: tokens that an OpenID provider signs are a directory of type oidc"
                                    + " (docs/guides/oidc.md)");
                // What else is there may be anything, a password too where lines were mixed up.
                default ->
                    report.left(
                            root.get("backends"),
                            WITHOUT + (OTHERS.contains(name) ? name : "of another name: look at the line"));
            }
        }
        forget();
    }

    /** Whether a backend does a check; it does all of them where nothing is said. */
    private boolean isRegistered(String backend, String check) {
        Setting registered = register(backend);
        return !registered.isPresent()
                || List.of(registered.text("").split("[,\\s]+")).contains(check);
    }

    private Setting register(String backend) {
        return root.get(PREFIXES.getOrDefault(backend, backend + "_") + "register");
    }

    private void files(boolean decides) {
        Setting passwords = root.get("files_password_path", "password_path");
        String path = passwords.text();
        Setting acls = root.get("files_acl_path", "acl_path");
        if (path == null) {
            report.left(root.get("backends"), "the backend files has no files_password_path");
            return;
        }
        if (acls.isPresent()) {
            report.left(
                    acls,
                    "is not read: write what it allows as permissions in users.json, with dots for slashes, * for"
                            + " + and > for #; until then its users may do nothing");
        }
        RecordText record = RecordText.EMPTY.with("account", RecordText.quoted(request.placed()));
        boolean open = decides && names.size() == 1 && !acls.isPresent();
        record = record.with(
                "permissions",
                open
                        ? "{\"pub\":{\"allow\":\">\"},\"sub\":{\"allow\":\">\"}}"
                        : "{\"pub\":{\"deny\":\">\"},\"sub\":{\"deny\":\">\"}}");
        Path file = request.file().resolveSibling(path).normalize();
        if (!file.startsWith(folder())) {
            report.left(
                    passwords,
                    "is outside of the folder of this file, and is not read: import it by itself, with"
                            + " --from htpasswd");
            return;
        }
        PasswordLinesReader.read(file, SourceText.of(file, SourceText.USERS), parts, record, parts.users()::replace);
        parts.addUserDirectories();
        if (open) {
            report.changed(
                    passwords, "the users may do everything in " + request.placed() + ", as before: narrow that");
        } else {
            report.carried(passwords, ImportedParts.USERS);
        }
    }

    private Path folder() {
        Path file = request.file().toAbsolutePath().normalize();
        return file.resolveSibling(".").normalize();
    }

    private boolean isMade(String backend) {
        return parts.section("directories").containsKey(backend.equals("files") ? "users" : backend);
    }

    /** Settings of backends that are not used. */
    private void forget() {
        PREFIXES.forEach((backend, prefix) -> {
            if (!isMade(backend)) {
                root.entries().forEach((option, setting) -> {
                    if (option.startsWith(prefix) && !setting.unused().isEmpty()) {
                        report.stays(setting, "is of a backend that is not used, or was left out");
                    }
                });
            }
        });
        for (String prefix : List.of("mysql_", "sqlite_", "redis_", "mongo_", "grpc_", "plugin_", "js_", "jwt_")) {
            root.entries().forEach((option, setting) -> {
                if (option.startsWith(prefix) && !setting.unused().isEmpty()) {
                    report.stays(setting, "is of a backend that there is no directory for");
                }
            });
        }
    }
}
