package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.passwords.PasswordHashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats of other services; that the product loads what is written is tested with all of its modules. */
class ImportOthersTest {
    @TempDir
    private Path dir;

    private Cli cli = new Cli(Path.of(""));

    private int run(String text, String name, String... more) throws IOException {
        Files.writeString(dir.resolve(name), text);
        cli = new Cli(dir);
        String[] args = new String[more.length + 2];
        args[0] = "import";
        args[1] = name;
        System.arraycopy(more, 0, args, 2, more.length);
        return cli.run(args);
    }

    private String written(String name) throws IOException {
        return Files.readString(dir.resolve("imported").resolve(name));
    }

    @Test
    void carriesTheHashesOfHtpasswdOverThatAreKnown() throws Exception {
        String hash = PasswordHashing.bcrypt("a", 4).replace("$2b$", "$2y$");
        assertThat(run("""
                # who may log in
                alice:%s
                bob:$apr1$Zk9wTGvD$lHfI4bfmtY4lMWvsPzwDl/
                carol:{SHA}qUqP5cyxm6YcTAhz05Hph5gvu9M=
                dave:rqXexS6ZhobKA
                alice:%s
                """.formatted(hash, hash), ".htpasswd", "--account", "APP1"))
                .isZero();

        assertThat(UsersFile.read(dir.resolve("imported/users.json")).size()).isEqualTo(4);
        // The hash is other letters each time.
        assertThat(written("users.json")).contains(hash);
        assertThat(written("users.json").replace(hash, "")).doesNotContain("apr1", "SHA", "rqXex");
        assertThat(cli.out())
                .contains("line 3: user \"bob\": needs a new password, since the hash is MD5")
                .contains("line 4: user \"carol\": needs a new password, since the hash is SHA-1")
                .contains("line 5: user \"dave\": needs a new password, since the hash is crypt's")
                .contains("line 6: user \"alice\": is there twice")
                .doesNotContain(hash, "rqXex");
    }

    @Test
    void asksForTheAccountWhereTheSourceHasNone() throws Exception {
        assertThat(run("alice:$2y$05$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp5w7dbK\n", ".htpasswd"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("name the one that its users are placed in, with --account NAME");
    }

    @Test
    void turnsMosquittosBackendsIntoDirectories() throws Exception {
        assertThat(run("""
                listener 1883
                auth_plugin /mosquitto/go-auth.so
                auth_opt_backends files, postgres, http, ldap, redis
                auth_opt_files_password_path ./passwords
                auth_opt_hasher bcrypt
                auth_opt_cache true
                auth_opt_auth_cache_seconds 30
                auth_opt_pg_host db.example.com
                auth_opt_pg_user mqtt
                auth_opt_pg_password database-secret
                auth_opt_pg_dbname mqtt
                auth_opt_pg_userquery SELECT pass FROM account WHERE username = $1 limit 1
                auth_opt_pg_aclquery SELECT topic FROM acl WHERE username = $1 AND rw = $2
                auth_opt_http_host auth.example.com
                auth_opt_http_port 8080
                auth_opt_http_getuser_uri /user
                auth_opt_http_aclcheck_uri /acl
                auth_opt_ldap_url ldaps://ldap.example.com
                auth_opt_ldap_user_dn ou=people,dc=example,dc=org
                auth_opt_ldap_group_dn ou=groups,dc=example,dc=org
                auth_opt_ldap_bind_dn cn=reader,dc=example,dc=org
                auth_opt_ldap_bind_password ldap-secret
                auth_opt_ldap_user_filter (mail=%s)
                auth_opt_redis_host redis
                auth_opt_something_new yes
                """, "mosquitto.conf", "--account", "MQTT")).isEqualTo(1);
        assertThat(cli.err()).contains("passwords: cannot be read");

        Files.writeString(
                dir.resolve("passwords"), "m1:" + PasswordHashing.bcrypt("x", 4) + "\nm2:PBKDF2$sha512$1$a$b\n");
        assertThat(cli.run("import", "mosquitto.conf", "--account", "MQTT")).isZero();
        String yaml = written("gatehouse.yaml");
        assertThat(yaml)
                .contains(
                        "ttl: 30s",
                        "realm: imported",
                        "sslmode: verify-full",
                        "url: \"http://auth.example.com:8080/user\"")
                .contains(
                        "\"SELECT imported.password FROM (SELECT pass FROM account WHERE username = :user limit 1) AS imported"
                                + " (password)\"")
                .contains("base_dn: \"dc=example,dc=org\"", "additional_users_dn: \"ou=people\"", "username: mail")
                .contains("users_filter: \"(mail={input})\"", "groups_filter: \"(member={input})\"")
                .doesNotContain("-secret");
        assertThat(written("secrets/postgres.password")).isEqualTo("database-secret\n");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(dir.resolve("imported/secrets/ldap.password"))))
                .isEqualTo("rw-------");
        assertThat(cli.out())
                .contains("line 13: pg_aclquery", "line 17: http_aclcheck_uri", "no directory for the backend redis")
                .contains(
                        "line 25: something_new: is not known here",
                        "user \"m2\": needs a new password, since the hash is PBKDF2")
                .doesNotContain("-secret");
    }

    @Test
    void carriesNoServiceOverThatSaysYesToEverybody() throws Exception {
        assertThat(run("""
                plugin_opt_backends http
                plugin_opt_http_host h
                plugin_opt_http_getuser_uri /u
                plugin_opt_http_response_mode json
                """, "m.conf", "--account", "A")).isEqualTo(1);
        assertThat(cli.out()).contains("line 4: http_response_mode", "would let everybody in");
        assertThat(cli.err()).contains("nothing was written");
    }

    @Test
    void opensNothingForUsersOfABackendThatIsNotAskedWhatTheyMay() throws Exception {
        Files.writeString(dir.resolve("passwords"), "m1:" + PasswordHashing.bcrypt("x", 4) + "\n");
        String postgres = """
                auth_opt_backends postgres, http
                auth_opt_hasher bcrypt
                auth_opt_pg_register %s
                auth_opt_pg_user mqtt
                auth_opt_pg_dbname mqtt
                auth_opt_pg_userquery SELECT pass FROM account WHERE username = $1 limit 1
                auth_opt_http_register acl
                auth_opt_http_host auth.example.com
                auth_opt_http_getuser_uri /user
                auth_opt_http_aclcheck_uri /acl
                """;
        assertThat(run(postgres.formatted("user"), "pg.conf", "--account", "MQTT"))
                .isZero();
        assertThat(written("gatehouse.yaml")).contains("account: MQTT").doesNotContain("allow", "type: http");
        assertThat(cli.out())
                .contains("line 3: pg_register: this backend is not asked what users may", "line 7: http_register")
                .doesNotContain("is missing, so the users may do everything");

        assertThat(run(postgres.formatted("user, acl"), "pg.conf", "--account", "MQTT", "--out", "asked"))
                .isZero();
        assertThat(dir.resolve("asked/gatehouse.yaml")).content().contains("allow: [\">\"]");

        assertThat(run("""
                auth_opt_backends ldap, redis
                auth_opt_ldap_register user
                auth_opt_ldap_user_dn ou=people,dc=example,dc=org
                auth_opt_ldap_user_filter (uid=%s)
                """, "ldap.conf", "--account", "MQTT", "--out", "ldap")).isZero();
        assertThat(dir.resolve("ldap/gatehouse.yaml")).content().doesNotContain("allow");

        assertThat(run("""
                auth_opt_backends files
                auth_opt_files_register user
                auth_opt_files_password_path passwords
                """, "files.conf", "--account", "MQTT", "--out", "files"))
                .isZero();
        assertThat(dir.resolve("files/users.json")).content().contains("deny").doesNotContain("allow");
    }

    @Test
    void turnsEmqxAuthenticatorsIntoDirectories() throws Exception {
        assertThat(run("""
                node.cookie = "cookie-secret"
                authentication = [
                  { mechanism = password_based, backend = ldap, server = "ldap.example.com:389"
                    username = "cn=root,dc=emqx,dc=io", password = "ldap-secret", pool_size = 4
                    base_dn = "uid=${username},ou=testdevice,dc=emqx,dc=io", filter = "(objectClass=mqttUser)"
                    method { type = bind, bind_password = "${password}" } }
                  { mechanism = password_based, backend = postgresql, server = "127.0.0.1:5433", database = mqtt
                    username = emqx, password = "database-secret"
                    password_hash_algorithm { name = bcrypt }
                    query = "SELECT password_hash, is_superuser FROM mqtt_user WHERE username = ${username} LIMIT 1"
                    ssl { enable = true, verify = verify_peer, cacertfile = "/etc/ca.pem" } }
                  { mechanism = password_based, backend = http, method = post, url = "https://auth.example.com/auth?x=1"
                    headers { authorization = "Bearer http-secret", "content-type" = "application/json" }
                    body { username = "${username}", password = "${password}" } , request_timeout = 5s }
                  { mechanism = jwt, use_jwks = true, endpoint = "https://id.example.com/keys"
                    verify_claims { iss = "https://id.example.com", aud = nats, username = "${username}" } }
                  { mechanism = scram, backend = built_in_database }
                  { mechanism = password_based, backend = redis, enable = false }
                ]
                authorization { no_match = deny, sources = [] }
                listeners.tcp.default { bind = 1883, authentication = [ { mechanism = jwt } ] }
                """, "emqx.conf", "--account", "MQTT")).isZero();

        assertThat(written("gatehouse.yaml"))
                .contains("address: \"ldap://ldap.example.com:389\"", "base_dn: \"ou=testdevice,dc=emqx,dc=io\"")
                .contains("users_filter: \"(&(uid={input})(objectClass=mqttUser))\"", "count: 4")
                .contains("host: \"127.0.0.1\"", "port: 5433", "sslmode: verify-full", "ca: /etc/ca.pem")
                .contains(
                        "SELECT imported.password_hash AS password FROM (SELECT password_hash, is_superuser FROM mqtt_user"
                                + " WHERE username = :user LIMIT 1) AS imported")
                .contains("mode: json", "url: \"https://auth.example.com/auth\"", "token_file: secrets/http.token")
                .contains("url: \"https://id.example.com\"", "audiences: nats")
                .doesNotContain("-secret");
        assertThat(cli.out())
                .contains("line 17: authentication[4]: there is no directory for this mechanism")
                .contains("line 20: authorization", "authentication: is of one listener")
                .doesNotContain("-secret");
    }

    @Test
    void theLastOfTwoLinesCountsForMosquitto() throws Exception {
        String last = PasswordHashing.bcrypt("y", 4);
        Files.writeString(dir.resolve("passwords"), "m:" + PasswordHashing.bcrypt("x", 4) + "\nm:" + last + "\n");
        assertThat(run("""
                auth_opt_backends files
                auth_opt_files_password_path passwords
                """, "m.conf", "--account", "A")).isZero();

        assertThat(written("users.json")).contains(last);
        assertThat(UsersFile.read(dir.resolve("imported/users.json")).size()).isEqualTo(1);
        assertThat(cli.out()).contains("line 1: user \"m\": is there twice; the last one counts");
    }

    @Test
    void searchesForNoEntryOfEmqxWhoseDnIsKnown() throws Exception {
        String conf = """
                authentication = [{ mechanism = password_based, backend = ldap, server = "ldap.example.com:389"
                  base_dn = "uid=${username},ou=devices,dc=x" %s, method { type = bind } }]
                """;
        assertThat(run(conf.formatted(", filter = \"(objectClass=*)\""), "a.conf", "--account", "A"))
                .isZero();
        assertThat(written("gatehouse.yaml"))
                .contains("user_dn_pattern: \"uid={input},ou=devices,dc=x\"")
                .doesNotContain("users_filter");

        assertThat(run(conf.formatted(""), "b.conf", "--account", "A", "--out", "b"))
                .isZero();
        assertThat(dir.resolve("b/gatehouse.yaml"))
                .content()
                .contains("users_filter: \"(&(uid={input})(objectClass=mqttUser))\"");
        assertThat(cli.out()).contains("base_dn: is one entry there");
    }

    @Test
    void takesNoTokensOfEmqxWithLessThanItDemands() throws Exception {
        String conf = """
                authentication = [{ mechanism = jwt, use_jwks = true, endpoint = "https://id.example.com/keys"
                  acl_claim_name = rights
                  verify_claims { iss = "https://id.example.com", aud = nats, device = "%s" } }]
                """;
        for (String value : new String[] {"${clientid}", "dev-*"}) {
            assertThat(run(conf.formatted(value), "a.conf", "--account", "A")).isEqualTo(1);
            assertThat(cli.out()).contains("verify_claims has a placeholder or a *");
        }
        assertThat(run(conf.formatted("${username}"), "a.conf", "--account", "A"))
                .isZero();
        assertThat(written("gatehouse.yaml")).contains("claim: device");
        assertThat(cli.out()).contains("acl_claim_name: is not known here");
    }

    @Test
    void hostileYamlAndHoconEndInASentence() throws Exception {
        StringBuilder bomb = new StringBuilder("idp: &a0 [x, x]\n");
        for (int i = 1; i < 40; i++) {
            bomb.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
        }
        assertThat(run(bomb.toString(), "b.yaml", "--from", "nats-iam-broker")).isEqualTo(1);
        assertThat(cli.err()).contains("is not valid YAML: Number of aliases");
        assertThat(run("idp: &a [*a]\n", "c.yaml", "--from", "nats-iam-broker")).isEqualTo(1);
        assertThat(run("x: [\n", "d.yaml", "--from", "nats-iam-broker")).isEqualTo(1);
        assertThat(run("a = " + "[".repeat(9_000), "e.conf", "--from", "emqx", "--account", "A"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("nested too deeply");
        Files.writeString(dir.resolve("other.conf"), "authentication = {mechanism = jwt}\n");
        assertThat(run(
                        "include \"other.conf\"\nauthentication = ${other}\n",
                        "f.conf",
                        "--from",
                        "emqx",
                        "--account",
                        "A"))
                .isEqualTo(1);
        assertThat(run("a = \"x\nauthentication", "g.conf", "--from", "emqx", "--account", "A"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("is not HOCON");
        assertThat(run("x".repeat(2 * 1024 * 1024), "h.conf", "--from", "emqx", "--account", "A"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("larger than 1024 KiB");
        assertThat(dir.resolve("imported")).doesNotExist();
    }
}
