package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Locale;
import java.util.Map;

/** The backend {@code postgres} of mosquitto-go-auth. */
final class MosquittoPostgres {
    private static final String NAME = "postgres";

    private final Setting root;
    private final ImportedParts parts;
    private final ImportReport report;
    private final String account;
    private final boolean decides;

    /** @param decides whether the backend is asked for rights, too */
    MosquittoPostgres(Setting root, ImportedParts parts, String account, boolean decides) {
        this.root = root;
        this.parts = parts;
        this.report = parts.report();
        this.account = account;
        this.decides = decides;
    }

    void convert() {
        Setting query = root.get("pg_userquery");
        String sql = query.text();
        if (sql == null
                || root.get("pg_dbname").text() == null
                || root.get("pg_user").text() == null) {
            report.left(
                    root.get("backends"),
                    "the backend postgres lacks pg_dbname, pg_user or pg_userquery, and is left out");
            return;
        }
        Map<String, Object> directory = parts.section("directories", NAME);
        directory.put("type", NAME);
        directory.put("host", ImportedParts.literal(root.get("pg_host").text("localhost")));
        directory.put("port", root.get("pg_port").text("5432"));
        carry("pg_dbname", "database", directory);
        carry("pg_user", "user", directory);
        Setting password = root.get("pg_password");
        if (password.isPresent()) {
            directory.put("password_file", parts.secret("postgres.password", password.text("")));
            report.carried(password, "password_file, in a file of its own");
        }
        tls(directory);
        directory.put("query", ImportedParts.literal(SqlQuery.ofHash(SqlQuery.named(sql, "$1", ":user"))));
        report.carried(query, "query, with :user for $1 and its column as password");
        hasher(query);
        rights();
        for (String name : new String[] {"pg_host", "pg_port"}) {
            if (root.get(name).isPresent()) {
                report.carried(root.get(name), name.substring("pg_".length()));
            }
        }
    }

    private void carry(String from, String to, Map<String, Object> directory) {
        directory.put(to, ImportedParts.literal(root.get(from).text("")));
        report.carried(root.get(from), to);
    }

    private void tls(Map<String, Object> directory) {
        Setting mode = root.get("pg_sslmode");
        String given = mode.text("verify-full").toLowerCase(Locale.ROOT);
        directory.put("sslmode", given.matches("disable|require|verify-ca|verify-full") ? given : "verify-full");
        if (mode.isPresent()) {
            report.carried(mode, "sslmode");
        } else {
            report.add(
                    ImportReport.Outcome.CHANGED,
                    root.place(),
                    "pg_sslmode",
                    "is verify-full, the default since version 2 of the plugin; before it was disable");
        }
        Map<String, String> files = Map.of("pg_sslrootcert", "ca", "pg_sslcert", "cert", "pg_sslkey", "key");
        files.forEach((from, to) -> {
            Setting file = root.get(from);
            if (file.isPresent()) {
                parts.section("directories", NAME, "tls").put(to, ImportedParts.literal(file.text("")));
                report.carried(file, "tls." + to);
            }
        });
        Setting life = root.get("pg_max_life_time");
        if (life.text("").matches("[0-9]{1,5}")) {
            directory.put("max_life_time", Math.max(1, Math.min(86_400, Long.parseLong(life.text("")))) + "s");
            report.carried(life, "max_life_time");
        }
    }

    private void hasher(Setting query) {
        String hasher =
                root.get("pg_hasher").text(root.get("hasher").text("pbkdf2")).toLowerCase(Locale.ROOT);
        if (!hasher.matches("bcrypt|argon2id")) {
            report.left(
                    query,
                    "finds hashes of the kind " + (hasher.matches("[a-z0-9]{1,16}") ? hasher : "that is set")
                            + ", which are not taken here: nobody can log in by them until the passwords are hashed anew, as bcrypt"
                            + " or argon2id");
        }
    }

    private void rights() {
        Setting acl = root.get("pg_aclquery");
        Setting superuser = root.get("pg_superquery");
        parts.addRule(NAME, account, decides && !acl.isPresent());
        if (acl.isPresent()) {
            report.left(
                    acl,
                    "rights are not asked for at each message: have the query bring a column permissions"
                            + " (docs/guides/postgres.md), or write rules; until then its users may do nothing");
        } else if (decides) {
            report.add(
                    ImportReport.Outcome.CHANGED,
                    root.place(),
                    "pg_aclquery",
                    "is missing, so the users may do everything in " + account + ", as before: narrow rules." + NAME);
        }
        if (superuser.isPresent()) {
            report.left(superuser, "there are no superusers here: write a rule for those who may do everything");
        }
    }
}
