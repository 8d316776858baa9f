package io.gatehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPResult;
import io.gatehouse.passwords.PasswordHashing;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.PostgresServer;
import io.gatehouse.testbed.junit.NeedsTool;
import io.gatehouse.testbed.tools.FileTree;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The built product asks real backends by settings that it has imported from others. */
@NeedsTool({"slapd", "postgres"})
@Tag("heavy")
class ImportedBackendsIT {
    private static final Path JAR = Path.of("../server/target/gatehouse/gatehouse.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static Path dir;
    private static PostgresServer database;
    private static OpenLdap ldap;

    @BeforeAll
    static void start() throws Exception {
        dir = Files.createTempDirectory("gatehouse-imported-");
        database = PostgresServer.start();
        ldap = OpenLdap.start();
        sql("CREATE TABLE account (username text PRIMARY KEY, pass text)");
        sql("CREATE TABLE mqtt_user (username text PRIMARY KEY, password_hash text, is_superuser boolean)");
        sql("CREATE ROLE mqtt LOGIN PASSWORD 'database-secret'");
        sql("GRANT SELECT ON account, mqtt_user TO mqtt");
        String hash = PasswordHashing.bcrypt("anns", 4);
        sql("INSERT INTO account VALUES ('ann', '" + hash + "')");
        sql("INSERT INTO mqtt_user VALUES ('ann', '" + hash + "', true)");
        try (LDAPConnection connection =
                new LDAPConnection("127.0.0.1", ldap.address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD)) {
            add(
                    connection,
                    "dn: dc=example,dc=org",
                    "objectClass: dcObject",
                    "objectClass: organization",
                    "dc: example",
                    "o: E");
            add(connection, "dn: ou=people,dc=example,dc=org", "objectClass: organizationalUnit", "ou: people");
            add(
                    connection,
                    "dn: uid=lena,ou=people,dc=example,dc=org",
                    "objectClass: inetOrgPerson",
                    "uid: lena",
                    "cn: Lena",
                    "sn: L",
                    "userPassword: lenas");
        }
        assertThat(run("", "init", "bus", "--mode", "config").code()).isZero();
    }

    @AfterAll
    static void stop() {
        ldap.close();
        database.close();
        FileTree.delete(dir);
    }

    private static void add(LDAPConnection connection, String... ldif) throws Exception {
        LDAPResult unused = connection.add(ldif);
    }

    private static void sql(String statement) {
        PostgresqlConnection admin =
                Objects.requireNonNull(new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                                .host("127.0.0.1")
                                .port(database.port())
                                .username("postgres")
                                .database("postgres")
                                .build())
                        .create()
                        .block(PATIENCE));
        admin.createStatement(statement)
                .execute()
                .flatMap(result -> result.getRowsUpdated())
                .blockLast(PATIENCE);
        admin.close().block(PATIENCE);
    }

    @Test
    void ofMosquittoGoAuth() throws Exception {
        Files.writeString(dir.resolve("go-auth.conf"), """
                auth_opt_backends postgres, ldap
                auth_opt_hasher bcrypt
                auth_opt_pg_host 127.0.0.1
                auth_opt_pg_port %d
                auth_opt_pg_sslmode disable
                auth_opt_pg_user mqtt
                auth_opt_pg_password database-secret
                auth_opt_pg_dbname postgres
                auth_opt_pg_userquery SELECT pass FROM account WHERE username = $1 limit 1;
                auth_opt_ldap_url ldap://127.0.0.1:%d
                auth_opt_ldap_user_dn ou=people,dc=example,dc=org
                auth_opt_ldap_bind_dn %s
                auth_opt_ldap_bind_password %s
                auth_opt_ldap_user_filter (uid=%%s)
                """.formatted(
                        database.port(), ldap.address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD));
        asserts("go-auth.conf", "mosquitto");
        assertLogin("mosquitto", "ann", "other", 1, "rejected");
    }

    @Test
    void ofEmqx() throws Exception {
        Files.writeString(dir.resolve("emqx.conf"), """
                authentication = [
                  { mechanism = password_based, backend = postgresql, server = "127.0.0.1:%d", database = postgres
                    username = mqtt, password = "database-secret", password_hash_algorithm { name = bcrypt }
                    query = "SELECT password_hash, is_superuser FROM mqtt_user WHERE username = ${username} LIMIT 1" }
                  { mechanism = password_based, backend = ldap, server = "127.0.0.1:%d"
                    username = "%s", password = "%s"
                    base_dn = "uid=${username},ou=people,dc=example,dc=org", filter = "(objectClass=inetOrgPerson)"
                    method { type = bind, bind_password = "${password}" } }
                ]
                """.formatted(
                        database.port(), ldap.address().getPort(), OpenLdap.ADMIN, OpenLdap.ADMIN_PASSWORD));
        asserts("emqx.conf", "emqx");
    }

    private static void asserts(String file, String out) throws Exception {
        Ended imported = run("", "import", file, "--account", "APP1", "--out", out);
        assertThat(imported.code()).as(imported.text()).isZero();
        assertThat(imported.text()).doesNotContain("database-secret", OpenLdap.ADMIN_PASSWORD);

        assertLogin(out, "ann", "anns", 0, "found");
        assertLogin(out, "lena", "lenas", 0, "found");
    }

    private static void assertLogin(String out, String user, String password, int code, String word) throws Exception {
        Ended explained = run(
                password + "\n",
                "explain",
                "-c",
                out + "/gatehouse.yaml",
                "--user",
                user,
                "--set",
                "nats.user=gatehouse",
                "--set",
                "nats.password_file=bus/creds/service.password",
                "--set",
                "issuer.seed=bus/keys/issuer.nk",
                "--set",
                "xkey.seed=bus/keys/xkey.nk",
                "--set",
                "callout.budget=30s");
        assertThat(explained.code()).as(explained.text()).isEqualTo(code);
        assertThat(explained.text()).containsIgnoringCase(word).doesNotContain("database-secret");
    }

    private record Ended(int code, String text) {}

    private static Ended run(String input, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toAbsolutePath().normalize().toString()));
        command.addAll(List.of(words));
        Path output = Files.createTempFile(dir, "run", ".log");
        Process process = new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output));
    }
}
