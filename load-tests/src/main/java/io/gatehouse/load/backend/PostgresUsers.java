package io.gatehouse.load.backend;

import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.rig.UserFiles;
import io.gatehouse.testbed.PostgresServer;
import java.util.List;

/** PostgreSQL with a table of users, whose passwords are as they are, so that no hash is measured. */
final class PostgresUsers implements BackendServer {
    /** May do everything, and needs no password. */
    static final String ROLE = "postgres";

    private static final String QUERY = "SELECT name, password, account, permissions FROM users WHERE name = ";
    private static final String TABLE =
            "CREATE TABLE users (name text PRIMARY KEY, password text, account text, permissions jsonb)";

    private final PostgresServer server;
    private final TestUsers users;

    private PostgresUsers(PostgresServer server, TestUsers users) {
        this.server = server;
        this.users = users;
    }

    static PostgresUsers start(int users) {
        PostgresServer server = PostgresServer.start();
        try (DirectPostgres session = new DirectPostgres(server, QUERY, BackendUsers.numbered(users))) {
            session.run(TABLE);
            session.run(rows(users));
            session.run("ANALYZE users");
            return new PostgresUsers(server, BackendUsers.numbered(users));
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static String rows(int users) {
        return """
                INSERT INTO users
                SELECT name, 'plain:%s', '%s',
                  format('{"pub": {"allow": ["%s"]}, "sub": {"allow": ["%s"]}}', name, name)::jsonb
                FROM (SELECT 'person-' || lpad(number::text, 6, '0') AS name FROM generate_series(0, %d) AS number) AS named
                """.formatted(
                        BackendUsers.PASSWORD,
                        UserFiles.ACCOUNT,
                        BackendUsers.publish("%s"),
                        BackendUsers.subscribe("%s"),
                        users - 1);
    }

    @Override
    public TestUsers users() {
        return users;
    }

    @Override
    public List<String> keys() {
        return List.of(
                "type=postgres",
                "url=postgresql://" + ROLE + "@127.0.0.1:" + server.port() + "/" + ROLE,
                "query=" + QUERY + ":user");
    }

    @Override
    public BackendSession connect() {
        return new DirectPostgres(server, QUERY, users);
    }

    @Override
    public void close() {
        server.close();
    }
}
