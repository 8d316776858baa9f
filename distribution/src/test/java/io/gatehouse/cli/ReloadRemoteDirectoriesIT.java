package io.gatehouse.cli;

import static io.gatehouse.cli.EverySettings.secret;
import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPResult;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import io.gatehouse.cli.EveryDirectory.Named;
import io.gatehouse.testbed.KubernetesApi;
import io.gatehouse.testbed.OpenLdap;
import io.gatehouse.testbed.junit.AgainstNatsServer;
import io.gatehouse.testbed.junit.NeedsTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Directories whose backends are elsewhere are added, changed, reordered and removed while their clients log in, 200 a second together,
 * each of which is asked about: no login is lost by a configuration that is taken, and none by one that is refused. On a busy machine
 * {@code -Dgatehouse.reload.busy=true} has fewer of them log in.
 */
@AgainstNatsServer
@NeedsTool({"slapd", "postgres", "oidc-provider", "kube-apiserver", "etcd"})
@Tag("full")
@SuppressWarnings("NullAway.Init")
class ReloadRemoteDirectoriesIT {
    private static final String NEXT = "canary-of-the-next-bind";

    private static RemoteReloads reloads;

    @BeforeAll
    static void open(@TempDir Path folder) throws Exception {
        reloads = RemoteReloads.open(folder);
    }

    @AfterAll
    static void close() {
        reloads.close();
    }

    private static String with(Named directory, String from, String to) {
        return reloads.with(directory, from, to);
    }

    /** With one more setting. */
    private static String set(Named directory, String setting) {
        String type = reloads.block(directory).lines().skip(1).findFirst().orElseThrow() + "\n";
        return with(directory, type, type + "    " + setting + "\n");
    }

    @Test
    void eachIsRemovedAndAdded() throws Exception {
        for (Named each :
                List.of(Named.SSO, Named.PODS, Named.PARTNERS, Named.PEOPLE, Named.STAFF, Named.WEB, Named.MACHINES)) {
            reloads.takeWithout(each);
        }
    }

    @Test
    void servicesAreChanged() throws Exception {
        Files.writeString(reloads.beside("next.token"), secret("TOKEN_SECRET"));
        Map<String, String> good = new LinkedHashMap<>();
        good.put("directories.web.url", with(Named.WEB, "/login?key=", "/login?v=2&key="));
        good.put("directories.web.pool_size", set(Named.WEB, "pool_size: 2"));
        good.put("directories.web.auth.token_file", with(Named.WEB, "web.token", "next.token"));
        good.put("directories.machines.url", with(Named.MACHINES, "/basic", "/basic?v=2"));
        good.put("directories.machines.timeout", set(Named.MACHINES, "timeout: 3s"));
        reloads.takeAll(good);
    }

    @Test
    void providersAreChanged() throws Exception {
        Files.writeString(reloads.beside("next.secret"), EveryDirectory.CLIENT_SECRET);
        Map<String, String> good = new LinkedHashMap<>();
        good.put("directories.sso.issuer.audiences", with(Named.SSO, "audiences: nats", "audiences: [ nats, mail ]"));
        good.put(
                "directories.sso.issuer.request_timeout",
                with(Named.SSO, "audiences: nats", "audiences: nats\n      request_timeout: 3s"));
        good.put(
                "directories.sso.issuer.introspection.client_secret_file",
                with(Named.SSO, "sso.secret", "next.secret"));
        good.put(
                "directories.partners.issuer.introspection.endpoint",
                with(Named.PARTNERS, "/introspect", "/introspect?v=2"));
        good.put(
                "directories.partners.issuer.introspection.pool_size",
                with(Named.PARTNERS, "      token:", "      pool_size: 2\n        token:"));
        reloads.takeAll(good);
    }

    @Test
    void clustersAreChanged() throws Exception {
        Files.writeString(
                reloads.beside("next.pods.token"), reloads.directories().ownPodToken());
        String other = "issuers: " + KubernetesApi.ISSUER;
        Map<String, String> good = new LinkedHashMap<>();
        good.put("directories.pods.audiences", with(Named.PODS, "audiences: nats", "audiences: [ nats, mail ]"));
        good.put("directories.pods.token_file", with(Named.PODS, "pods.token", "next.pods.token"));
        good.put("directories.pods.api_server", with(Named.PODS, "https://127.0.0.1:", "https://localhost:"));
        good.put("directories.pods.issuers", set(Named.PODS, other));
        good.put("directories.pods.review_ttl", set(Named.PODS, "review_ttl: 0s"));
        good.put("directories.pods.pool_size", set(Named.PODS, "pool_size: 2"));
        good.put("directories.pods.mode", with(Named.PODS, "mode: token_review", "mode: jwks"));
        reloads.takeAll(good);
    }

    @Test
    void serversOfPeopleAreChanged() throws Exception {
        Files.writeString(reloads.beside("next.password"), secret("LDAP_SECRET"));
        Map<String, String> good = new LinkedHashMap<>();
        good.put("directories.people.pooling.count", set(Named.PEOPLE, "pooling: {count: 3}"));
        good.put("directories.people.address", with(Named.PEOPLE, "127.0.0.1", "localhost"));
        good.put("directories.people.password_file", with(Named.PEOPLE, "ldap.password", "next.password"));
        good.put("directories.people.users_filter", set(Named.PEOPLE, "users_filter: '(uid={input})'"));
        reloads.takeAll(good);
    }

    /** As it is done for real: the server takes both passwords, the file is exchanged, the server takes the next only. */
    @Test
    void theServicesPasswordIsRotated() throws Exception {
        Path file = reloads.beside("ldap.password");
        try {
            change(ModificationType.ADD, NEXT);
            reloads.take("directories.people.password_file", file, NEXT);
            change(ModificationType.DELETE, secret("LDAP_SECRET"));
            reloads.take("directories.people.timeout", set(Named.PEOPLE, "timeout: 2s"));
        } finally {
            change(ModificationType.REPLACE, NEXT, secret("LDAP_SECRET"));
            reloads.take("directories.people.password_file", file, secret("LDAP_SECRET"));
            reloads.take("directories.people.timeout", reloads.yaml());
        }
        assertThat(reloads.lines()).noneMatch(line -> line.contains(NEXT));
    }

    private static void change(ModificationType how, String... passwords) throws Exception {
        try (LDAPConnection admin = new LDAPConnection(
                "127.0.0.1",
                reloads.directories().people().server().address().getPort(),
                OpenLdap.ADMIN,
                OpenLdap.ADMIN_PASSWORD)) {
            LDAPResult unused =
                    admin.modify("cn=gatehouse," + OpenLdap.SUFFIX, new Modification(how, "userPassword", passwords));
        }
    }

    @Test
    void databasesAreChanged() throws Exception {
        try (StaffDatabase.Administrator administrator =
                reloads.directories().staff().administrator()) {
            administrator.sql("CREATE ROLE other LOGIN PASSWORD '" + NEXT + "'");
            administrator.sql("GRANT SELECT ON users TO other");
        }
        Files.writeString(reloads.beside("staff.password"), NEXT);
        String mine = "gatehouse:" + secret("POSTGRES_SECRET") + "@";
        Map<String, String> good = new LinkedHashMap<>();
        good.put("directories.staff.query", with(Named.STAFF, "WHERE name = :user", "WHERE :user = name"));
        good.put("directories.staff.pool_size", set(Named.STAFF, "pool_size: 2"));
        good.put("directories.staff.url", with(Named.STAFF, mine, "other:" + NEXT + "@"));
        good.put(
                "directories.staff.password_file",
                with(Named.STAFF, mine, "other@")
                        .replace("    listen:", "    password_file: staff.password\n    listen:"));
        good.put("directories.staff.listen", with(Named.STAFF, "    listen: gatehouse_users\n", ""));
        reloads.takeAll(good);
    }

    /** One user is in two of them: who is asked first decides. */
    @Test
    void twoChangePlaces() throws Exception {
        try (StaffDatabase.Administrator administrator =
                reloads.directories().staff().administrator()) {
            administrator.sql("INSERT INTO users VALUES ('web-anna', 'plain:" + EveryDirectory.PASSWORD
                    + "', 'STAFF', '{\"pub\": {\"allow\": [\"staff.>\"]}}')");
        }
        String both = with(Named.STAFF, "\"pg-*\"", "\"*-*\"");
        reloads.take("directories.staff.match.user", both);
        logsInAs(Named.STAFF);

        String staff = reloads.block(Named.STAFF).replace("\"pg-*\"", "\"*-*\"");
        String bucket = reloads.block(Named.BUCKET);
        reloads.take("callout.directory_order", both.replace(staff, "").replace(bucket, staff + bucket));
        logsInAs(Named.WEB);

        reloads.take("callout.directory_order", both);
        logsInAs(Named.STAFF);
        reloads.take("directories.staff.match.user", reloads.yaml());
        logsInAs(Named.WEB);
    }

    private static void logsInAs(Named directory) throws Exception {
        EveryDirectory.logIn(reloads.directories().client(reloads.stage(), Named.WEB), directory)
                .close();
    }

    @Test
    void guardsAreChanged() throws Exception {
        Map<String, String> good = new LinkedHashMap<>();
        good.put("guard.max_retries", reloads.yaml() + "guard: {max_retries: 0, probe_interval: 200ms}\n");
        good.put(
                "guard.failure_rate_threshold",
                reloads.yaml()
                        + "guard: {failure_rate_threshold: 20, sliding_window_size: 10, minimum_number_of_calls: 5}\n");
        good.put("directories.people.guard.failure_ttl", set(Named.PEOPLE, "guard: {failure_ttl: 0s}"));
        good.put("directories.web.guard.max_probe_interval", set(Named.WEB, "guard: {max_probe_interval: 1m}"));
        reloads.takeAll(good);

        reloads.refuseAll(Map.of(
                "directories.web.guard.stale: nothing is remembered",
                set(Named.WEB, "guard: {stale: 1m}"),
                "guard.max_retries: ",
                reloads.yaml() + "guard: {max_retries: 2}\n",
                "guard.failure_rate_treshold: unknown key; did you mean .*failure_rate_threshold",
                reloads.yaml() + "guard: {failure_rate_treshold: 20}\n",
                "directories.staff.guard.probe_timeout: ",
                set(Named.STAFF, "guard: {probe_timeout: never}")));
    }

    @Test
    void servicesThatAreWrongChangeNothing() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("directories.web.urll: unknown key; did you mean url", set(Named.WEB, "urll: http://127.0.0.1"));
        bad.put("directories.web.url: .*", with(Named.WEB, "http://", "htp://"));
        bad.put("directories.machines.url: .*", with(Named.MACHINES, "http://", "http:/ /"));
        bad.put("directories.web.auth.token_file: .*none.token", with(Named.WEB, "web.token", "none.token"));
        bad.put("directories.web.tls.ca: .*none.pem", set(Named.WEB, "tls: {ca: none.pem}"));
        bad.put("directories.web.tls.ca: .*late.json", set(Named.WEB, "tls: {ca: late.json}"));
        bad.put("directories.web.pool_size: ", set(Named.WEB, "pool_size: 0"));
        bad.put("directories.machines.mode: ", with(Named.MACHINES, "mode: status", "mode: state"));
        reloads.refuseAll(bad);
    }

    @Test
    void providersThatAreWrongChangeNothing() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(
                "directories.sso.issuer.audience: unknown key; did you mean .*audiences",
                with(Named.SSO, "audiences", "audience"));
        bad.put("directories.sso.issuer.url: ", with(Named.SSO, "url: http://", "url: ftp://"));
        bad.put("directories.sso.issuer.url: is missing.*", with(Named.SSO, "      url: ", "      discovery_url: "));
        bad.put(
                "directories.sso.issuer.introspection.client_secret_file: .*none.secret",
                with(Named.SSO, "sso.secret", "none.secret"));
        bad.put(
                "directories.sso.issuer.tls.ca: .*none.pem",
                with(Named.SSO, "audiences: nats", "audiences: nats\n      tls: {ca: none.pem}"));
        bad.put(
                "directories.partners.issuer.introspection: has a token and a client",
                with(Named.PARTNERS, "        token:", "        client_id: one\n        token:"));
        bad.put(
                "directories.partners.issuer.introspection.endpoint: ",
                with(Named.PARTNERS, "endpoint: http://", "endpoint: http:// "));
        reloads.refuseAll(bad);
    }

    @Test
    void clustersThatAreWrongChangeNothing() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(
                "directories.pods.audience: unknown key; did you mean audiences",
                with(Named.PODS, "audiences", "audience"));
        bad.put("directories.pods.mode: 'review' is unknown", with(Named.PODS, "token_review", "review"));
        bad.put("directories.pods.token_file: .*none.token", with(Named.PODS, "pods.token", "none.token"));
        bad.put("directories.pods.api_server: ", with(Named.PODS, "https://", "ftp://"));
        bad.put("directories.pods.tls: is for https://", with(Named.PODS, "https://", "http://"));
        bad.put(
                "directories.pods.tls.ca: .*none.pem",
                reloads.yaml().replaceFirst("tls: \\{ca: [^}]*\\}", "tls: {ca: none.pem}"));
        bad.put("directories.pods.keys_max_age: is for mode jwks", set(Named.PODS, "keys_max_age: 1h"));
        bad.put("directories.pods.pool_size: ", set(Named.PODS, "pool_size: 0"));
        reloads.refuseAll(bad);
    }

    @Test
    void serversOfPeopleThatAreWrongChangeNothing() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put(
                "directories.people.adress: unknown key; did you mean address",
                with(Named.PEOPLE, "address", "adress"));
        bad.put("directories.people.address: ", with(Named.PEOPLE, "ldap://", "http://"));
        bad.put("directories.people.implementation: .*openldapp", with(Named.PEOPLE, "openldap\n", "openldapp\n"));
        bad.put(
                "directories.people.password_file: .*none.password",
                with(Named.PEOPLE, "ldap.password", "none.password"));
        bad.put("directories.people.tls.ca: .*none.pem", set(Named.PEOPLE, "tls: {ca: none.pem}\n    start_tls: true"));
        bad.put(
                "directories.people.users_filter: must contain \\{input\\}",
                set(Named.PEOPLE, "users_filter: '(uid=a)'"));
        bad.put("directories.people.users_filter: ", set(Named.PEOPLE, "users_filter: '(uid={input}'"));
        bad.put("directories.people.pooling.count: ", set(Named.PEOPLE, "pooling: {count: 0}"));
        reloads.refuseAll(bad);
    }

    @Test
    void databasesThatAreWrongChangeNothing() throws Exception {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("directories.staff.querry: unknown key; did you mean query", with(Named.STAFF, "query", "querry"));
        bad.put("directories.staff.query: .*:user", with(Named.STAFF, " WHERE name = :user", ""));
        bad.put("directories.staff.query: :usr is unknown", with(Named.STAFF, ":user", ":usr"));
        bad.put(
                "directories.staff.query: .*more than one statement",
                with(Named.STAFF, ":user", ":user; DROP TABLE users"));
        bad.put("directories.staff.url: .*", with(Named.STAFF, "postgresql://", "mysql://"));
        bad.put("directories.staff.password_file: .*none.password", set(Named.STAFF, "password_file: none.password"));
        bad.put("directories.staff.tls.ca: .*none.pem", set(Named.STAFF, "tls: {ca: none.pem}"));
        bad.put("directories.staff.sslmode: ", set(Named.STAFF, "sslmode: prefer"));
        bad.put("directories.staff.listen: ", with(Named.STAFF, "gatehouse_users", "Gatehouse-Users"));
        reloads.refuseAll(bad);
        assertThat(reloads.lines()).noneMatch(line -> line.contains(secret("POSTGRES_SECRET")));
    }
}
