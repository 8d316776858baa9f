package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.util.Map;

/** EMQX's authenticator with a PostgreSQL database. */
final class EmqxPostgres {
    private static final String NAME = "postgres";

    private final EmqxSource source;

    EmqxPostgres(EmqxSource source) {
        this.source = source;
    }

    void convert() {
        Setting query = source.get("query");
        String sql = query.text("");
        String hash = source.get("password_hash_algorithm").get("name").text("sha256");
        if (sql.isEmpty()
                || source.get("database").text() == null
                || source.get("username").text() == null) {
            source.report().left(source.settings(), "lacks database, username or query, and is left out");
            return;
        }
        if (!SqlQuery.isKnown(sql)) {
            source.report()
                    .left(
                            query,
                            "has a placeholder that there is none for here: the database is left out. Known are"
                                    + " ${username}, ${peerhost} and ${clientid}");
            source.settings().use();
            return;
        }
        Map<String, Object> directory = source.directory(NAME, NAME);
        server(directory);
        source.carry("database", "database", directory);
        source.carry("username", "user", directory);
        source.password(NAME, directory);
        directory.put("sslmode", sslMode());
        source.carryNumber("pool_size", "pool_size", directory);
        directory.put("query", ImportedParts.literal(SqlQuery.ofEmqx(sql, hash.equals("plain"))));
        source.report().carried(query, "query, with password_hash as password");
        hash(hash);
        rest();
    }

    private void server(Map<String, Object> directory) {
        Setting server = source.get("server");
        String text = server.text("127.0.0.1:5432");
        int colon = text.lastIndexOf(':');
        boolean port = colon > 0 && text.substring(colon + 1).matches("[0-9]{1,5}");
        directory.put("host", ImportedParts.literal(port ? text.substring(0, colon) : text));
        directory.put("port", port ? text.substring(colon + 1) : "5432");
        if (server.isPresent()) {
            source.report().carried(server, "host and port");
        }
    }

    private String sslMode() {
        boolean verifies = source.get("ssl").get("verify").text("verify_none").equals("verify_peer");
        if (!source.tls(NAME)) {
            return "disable";
        }
        return verifies ? "verify-full" : "require";
    }

    private void hash(String name) {
        Setting algorithm = source.get("password_hash_algorithm");
        if (name.equals("bcrypt") || name.equals("plain")) {
            if (algorithm.isPresent()) {
                source.report().carried(algorithm, "by the column password");
            }
            return;
        }
        Setting told = algorithm.isPresent() ? algorithm : source.settings().get("query");
        source.report()
                .left(
                        told,
                        "hashes of this kind are not taken here: nobody can log in by them until the passwords are"
                                + " hashed anew, as bcrypt or argon2id");
    }

    private void rest() {
        for (String name : new String[] {"auto_reconnect", "disable_prepared_statements", "connect_timeout"}) {
            source.get(name).use();
        }
    }
}
