package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.passwords.PasswordHashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** nats-server's own users, and what of them can be said here. */
class ImportNatsServerTest {
    private static final String KEY = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4";

    @TempDir
    private Path dir;

    private Cli cli = new Cli(Path.of(""));

    private int run(String conf, String... more) throws IOException {
        Files.writeString(dir.resolve("server.conf"), conf);
        cli = new Cli(dir).environment(Map.of("ALICE", "alices-secret"));
        String[] args = new String[more.length + 2];
        args[0] = "import";
        args[1] = "server.conf";
        System.arraycopy(more, 0, args, 2, more.length);
        return cli.run(args);
    }

    private String users() throws IOException {
        return Files.readString(dir.resolve("imported/users.json"));
    }

    @Test
    void carriesUsersOfAllAccountsOver() throws Exception {
        String hash = PasswordHashing.bcrypt("b", 4);
        assertThat(run("""
                listen: 127.0.0.1:4222
                jetstream: {}
                accounts {
                  ORDERS: {
                    jetstream: enabled
                    users: [
                      {user: alice, password: $ALICE}
                      {user: bob, password: "%s", permissions: {
                        publish: {allow: ["orders.>"], deny: "orders.secret"}
                        subscribe: ["news.*", "work.* crew"]
                        allow_responses: {max: 3, expires: "1m"}}}
                      {nkey: %s, allowed_connection_types: [STANDARD, WEBSOCKET]}
                    ]
                    exports: [{service: "orders.api"}]
                  }
                  BILLING: {default_permissions: {publish: "bills.>", allow_responses: true}, users: [{user: dave, pass: d}]}
                  SYS: {users: [{user: admin, password: a}]}
                }
                system_account: SYS
                """.formatted(hash, KEY))).isZero();

        UsersFile users = UsersFile.read(dir.resolve("imported/users.json"));
        assertThat(users.size()).isEqualTo(3);
        assertThat(users.accounts()).containsExactlyInAnyOrder("ORDERS", "BILLING");
        assertThat(users())
                .contains("\"pass\":\"" + hash + "\"", "\"allow\":[\"orders.>\"],\"deny\":[\"orders.secret\"]")
                .contains("\"sub\":{\"allow\":[\"news.*\",\"work.* crew\"]}", "\"resp\":{\"max\":3,\"ttl\":\"1m\"}")
                .contains("\"pub\":{\"allow\":[\"bills.>\"]},\"resp\":{\"max\":1,\"ttl\":\"2m\"}")
                .doesNotContain("alices-secret", "admin");
        assertThat(dir.resolve("imported/nkeys.json")).content().contains(KEY, "WEBSOCKET");
        assertThat(dir.resolve("imported/gatehouse.yaml"))
                .content()
                .contains("allowed_accounts: [ORDERS, BILLING]", "type: nkey", "realm: imported");
        assertThat(dir.resolve("imported/import-report.txt"))
                .content()
                .contains(
                        "STAYS",
                        "line 14: accounts.ORDERS.exports",
                        "accounts.SYS.users",
                        "auth_users",
                        "listen, jetstream")
                .doesNotContain("alices-secret", hash);
        assertThat(cli.out())
                .contains("TODO", "sends a nonce to sign only while")
                .doesNotContain("alices-secret", hash);
    }

    @Test
    void checkTakesWhatWasWritten() throws Exception {
        assertThat(
                        run(
                                "authorization { users: [{user: a, password: p}, {user: b, password: q, permissions: {publish: x}}] }\n"))
                .isZero();
        assertThat(cli.run("init", "bus", "--mode", "config")).isZero();

        Cli check = new Cli(dir);
        int code = check.run(
                "check",
                "-c",
                "imported/gatehouse.yaml",
                "--offline",
                "--user",
                "gatehouse",
                "--set",
                "nats.password_file=bus/creds/service.password",
                "--issuer-seed",
                "bus/keys/issuer.nk",
                "--xkey-seed",
                "bus/keys/xkey.nk");

        assertThat(code).as(check.out()).isZero();
        assertThat(check.out()).contains("users.json: 2 users");
    }

    @Test
    void filesWithSecretsAreTheOwnersAndNothingIsOverwritten() throws Exception {
        String conf = "authorization { user: a, password: p }\n";
        assertThat(run(conf)).isZero();
        for (String name : new String[] {"imported/users.json", "imported/gatehouse.yaml"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))))
                    .isEqualTo("rw-------");
        }

        assertThat(run(conf)).isEqualTo(1);
        assertThat(cli.err()).contains("holds", "already; nothing was written");
    }

    @Test
    void tellsWhatIsToBeDone() throws Exception {
        assertThat(run("""
                no_auth_user: a
                authorization {
                  token: "the-shared-token"
                  users: [
                    {user: a, password: "$2x$04$abcdefghijklmnopqrstuu5Lo0g67CiD3M4RpN1BmBb4Crp5w7dbK"}
                    {user: b, password: b, permissions: {publish: "foo*", subscribe: []}}
                    {user: c, password: c, allowed_connection_types: [MQTT]}
                    {user: d}
                  ]
                }
                leafnodes { authorization { user: leaf, password: leaf-secret } }
                """)).isZero();

        assertThat(cli.out())
                .contains("line 1: no_auth_user: clients without credentials are refused")
                .contains("line 3: authorization.token")
                .contains("user \"a\": needs a new password")
                .contains(
                        "user \"b\": is left out, since it cannot be said in users.json: user \"b\": permissions.pub.allow")
                .contains("user \"b\": has an empty list of subjects")
                .contains("user \"c\": may come by one of MQTT and MQTT_WS")
                .contains("user \"d\": has no password")
                .contains("leafnodes.authorization")
                .doesNotContain("the-shared-token", "leaf-secret", "$2x$");
        assertThat(users()).contains("\"disabled\":true").doesNotContain("\"b\"");
    }

    @Test
    void aSingleUserBehindAProxyStaysThere() throws Exception {
        assertThat(run("authorization { user: a, password: p, proxy_required: true }\n"))
                .isZero();
        assertThat(users()).contains("\"proxy_required\":true");
    }

    @Test
    void leavesUsersOfTheCalloutWhereTheyAre() throws Exception {
        assertThat(run("""
                authorization {
                  users: [{user: service, password: s}, {user: a, password: a}]
                  auth_callout { issuer: ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA, auth_users: [service] }
                }
                """)).isZero();
        assertThat(users()).contains("\"a\"").doesNotContain("service");
    }

    @Test
    void readsNothingFromOutsideOfTheFolder() throws Exception {
        Path inner = Files.createDirectory(dir.resolve("inner"));
        Files.writeString(dir.resolve("other.conf"), "authorization { user: stranger, password: s }\n");
        Files.writeString(inner.resolve("server.conf"), "include ../other.conf\n");
        Cli outside = new Cli(inner);

        assertThat(outside.run("import", "server.conf", "--from", "nats-server"))
                .isEqualTo(1);
        assertThat(outside.err()).contains("is included from outside of the folder");

        Files.createSymbolicLink(inner.resolve("link.conf"), dir.resolve("other.conf"));
        Files.writeString(inner.resolve("server.conf"), "include link.conf\n");
        assertThat(new Cli(inner).run("import", "server.conf", "--from", "nats-server"))
                .isEqualTo(1);
    }

    @Test
    void readsIncludesBesideIt() throws Exception {
        Files.writeString(dir.resolve("auth.conf"), "users: [{user: a, password: a}]\n");
        assertThat(run("authorization { include auth.conf }\n")).isZero();
        assertThat(users()).contains("\"a\"");
    }

    @Test
    void saysWhyThereIsNothingToImport() throws Exception {
        assertThat(run("operator: /etc/nats/op.jwt\nauthorization {}\n", "--from", "nats-server"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("operator mode");
        assertThat(run("listen: 4222\n", "--from", "nats-server")).isEqualTo(1);
        assertThat(cli.err()).contains("nothing was written");
        assertThat(run("authorization { users: [{user: a, password: a}, {user: a, password: b}] }\n"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("the user a is there twice");
        assertThat(run("authorization { users: \n")).isEqualTo(1);
        assertThat(run("listen: 4222\n")).isEqualTo(1);
        assertThat(cli.err()).contains("the format cannot be told by the file; name it with --from");
        assertThat(run("listen: 4222\n", "--from", "apache")).isEqualTo(2);
        assertThat(cli.err()).contains("'apache' is unknown; use nats-server or htpasswd or nats-iam-broker");
        assertThat(dir.resolve("imported")).doesNotExist();
    }

    @Test
    void hostileFilesEndInASentence() throws Exception {
        assertThat(run("a: " + "{b: ".repeat(5_000) + "1" + "}".repeat(5_000) + "\n", "--from", "nats-server"))
                .isEqualTo(1);
        assertThat(cli.err()).contains("nested too deeply");
        Files.write(dir.resolve("server.conf"), new byte[9 * 1024 * 1024]);
        Cli large = new Cli(dir);
        assertThat(large.run("import", "server.conf", "--from", "nats-server")).isEqualTo(1);
        assertThat(large.err()).contains("too large");
        Files.write(dir.resolve("x.conf"), new byte[] {(byte) 0xff, (byte) 0xfe, 'a', 0});
        Cli binary = new Cli(dir);
        assertThat(binary.run("import", "x.conf")).isEqualTo(1);
        assertThat(binary.err()).contains("is not UTF-8 text");
        assertThat(binary.run("import", "/dev/zero", "--from", "nats-server")).isEqualTo(1);
        assertThat(binary.err()).contains("not a regular file");
    }
}
