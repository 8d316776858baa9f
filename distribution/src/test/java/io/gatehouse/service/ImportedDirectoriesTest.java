package io.gatehouse.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.Main;
import io.gatehouse.cli.convert.ImportSettingsCommand;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.Prompt;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.service.types.DirectoryTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code gatehouse import} writes is loaded as it is, with the types of all modules. */
class ImportedDirectoriesTest {
    private static final List<DirectoryType> TYPES = Stream.concat(
                    DirectoryTypes.BUILT_IN.stream(),
                    ServiceLoader.load(DirectoryType.class).stream().map(ServiceLoader.Provider::get))
            .toList();

    @TempDir
    private Path dir;

    private GatehouseSettings imported(String name, String text, Map<String, String> variables, String... more)
            throws IOException {
        Files.writeString(dir.resolve(name), text);
        StringWriter printed = new StringWriter();
        ProcessContext context = new ProcessContext(
                variables, dir, ProcessContext.text(new ByteArrayInputStream(new byte[0])), new Prompt.None());
        int code = Main.commandLine("import", new ImportSettingsCommand(context))
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true))
                .execute(Stream.concat(Stream.of("import", name), Stream.of(more))
                        .toArray(String[]::new));
        assertThat(code).as(printed.toString()).isZero();
        SettingsLoader loader = new SettingsLoader(variables, dir, TYPES);
        String yaml = Files.readString(dir.resolve("imported/gatehouse.yaml"));
        if (!yaml.contains("issuer:\n  seed")) {
            loader.option("nats.user", "--user", "gatehouse")
                    .option("nats.password", "--password", "p")
                    .option(
                            "issuer.seed",
                            "--issuer-seed",
                            SigningKey.generate(NkeyKind.ACCOUNT).seed());
        }
        return loader.load(dir.resolve("imported/gatehouse.yaml"));
    }

    private static List<String> names(GatehouseSettings settings) {
        return settings.directories().stream().map(DirectorySettings::name).toList();
    }

    @Test
    void ofMosquittoGoAuth() throws Exception {
        Files.writeString(
                dir.resolve("passwords"),
                "m:$argon2id$v=19$m=4096,t=3,p=2$c2FsdHNhbHRzYWx0c2FsdA$"
                        + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n");
        assertThat(names(imported("go-auth.conf", """
                auth_opt_backends files, postgres, http, ldap
                auth_opt_files_password_path passwords
                auth_opt_files_acl_path acls
                auth_opt_cache true
                auth_opt_auth_cache_seconds 30
                auth_opt_pg_hasher argon2id
                auth_opt_pg_host 127.0.0.1
                auth_opt_pg_port 5433
                auth_opt_pg_user mqtt
                auth_opt_pg_password s${x}
                auth_opt_pg_dbname mqtt
                auth_opt_pg_sslmode disable
                auth_opt_pg_max_life_time 600
                auth_opt_pg_userquery SELECT pass FROM "account" WHERE username = $1 AND note <> ':user' limit 1;
                auth_opt_http_host auth.example.com
                auth_opt_http_port 443
                auth_opt_http_with_tls true
                auth_opt_http_timeout 3
                auth_opt_http_params_mode form
                auth_opt_http_getuser_uri /user
                auth_opt_ldap_url ldap://ldap.example.com:389
                auth_opt_ldap_user_dn ou=people,dc=example,dc=org
                auth_opt_ldap_group_dn ou=groups,dc=example,dc=org
                auth_opt_ldap_bind_dn cn=reader,dc=example,dc=org
                auth_opt_ldap_bind_password ldap-secret
                auth_opt_ldap_user_filter (&(objectClass=person)(uid=%s))
                auth_opt_ldap_group_filter (memberUid=%s)
                """, Map.of(), "--account", "MQTT")))
                .containsExactlyInAnyOrder("users", "postgres", "http", "ldap");
    }

    @Test
    void ofEmqx() throws Exception {
        assertThat(names(imported("emqx.conf", """
                authentication = [
                  { mechanism = password_based, backend = ldap, server = "a.example.com:389, b.example.com"
                    username = "cn=root,dc=emqx,dc=io", password = "ldap-secret", pool_size = 4, query_timeout = 5s
                    base_dn = "ou=testdevice,dc=emqx,dc=io", filter = "(&(objectClass=mqttUser)(uid=${username}))"
                    method { type = hash, password_attribute = userPassword, is_superuser_attribute = isSuperuser }
                    ssl { enable = true, verify = verify_none } }
                  { mechanism = password_based, backend = postgresql, server = "127.0.0.1", database = mqtt
                    username = emqx, password = "database-secret", pool_size = 8
                    password_hash_algorithm { name = plain }
                    query = "SELECT password_hash FROM mqtt_user WHERE username = '${username}' AND host = ${peerhost} LIMIT 1" }
                  { mechanism = password_based, backend = http, method = post, url = "http://127.0.0.1:8080/auth"
                    headers { authorization = "Bearer http-secret" }
                    body { username = "${username}", password = "${password}" } , request_timeout = 5s }
                  { mechanism = jwt, use_jwks = true, endpoint = "https://id.example.com/keys"
                    verify_claims { iss = "https://id.example.com", aud = nats, scope = mqtt } }
                ]
                """, Map.of(), "--account", "MQTT")))
                .containsExactlyInAnyOrder("ldap", "postgres", "http", "oidc");
    }

    @Test
    void ofEmqxWhereTheNameIsPartOfAnEntryAndOfAToken() throws Exception {
        assertThat(names(imported("emqx.conf", """
                authentication = [
                  { mechanism = password_based, backend = ldap, server = "a.example.com:389"
                    username = "cn=root,dc=emqx,dc=io", password = "ldap-secret"
                    base_dn = "uid=${username},ou=devices,dc=emqx,dc=io", filter = "(objectClass=*)", method { type = bind } }
                  { mechanism = jwt, use_jwks = true, endpoint = "https://id.example.com/keys"
                    verify_claims { iss = "https://id.example.com", aud = nats, device = "${username}" } }
                ]
                """, Map.of(), "--account", "MQTT")))
                .containsExactlyInAnyOrder("ldap", "oidc");
    }

    @Test
    void ofNatsIamBroker() throws Exception {
        Path keys = Files.createDirectory(dir.resolve("keys"));
        SigningKey account = SigningKey.generate(NkeyKind.ACCOUNT);
        Files.writeString(keys.resolve("app1.pub"), account.publicKey() + "\n");
        Files.writeString(
                keys.resolve("app1.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed() + "\n");
        Files.writeString(
                keys.resolve("issuer.nk"), SigningKey.generate(NkeyKind.ACCOUNT).seed() + "\n");
        Files.writeString(keys.resolve("service.creds"), "none");
        Files.writeString(dir.resolve("rbac.yaml"), """
                rbac:
                  user_accounts:
                    - name: APP1
                      public_key: '{{ readFile "$KEYS/app1.pub" | trim }}'
                      signing_nkey: '{{ readFile "$KEYS/app1.nk" }}'
                  role_binding:
                    - match: [{claim: groups, value: admins}, {claim: email_verified, value: 'true'}]
                      user_account: APP1
                      roles: [all]
                    - match: [{claim: groups, value: staff}]
                      user_account: APP1
                      roles: [own]
                    - user_account: APP1
                      roles: [none]
                  roles:
                    - {name: all, permissions: {pub: {allow: [">"]}, sub: {allow: [">"]}}, limits: {data: 65536, subs: 10}}
                    - {name: own, permissions: {pub: {allow: ["u.{{ .preferred_username }}.>"]}, sub: {deny: ["secret"]}}}
                    - {name: none}
                """);
        assertThat(names(imported(
                        "service.yaml",
                        """
                nats: {url: "{{ env \\"NATS_URL\\" }}"}
                service:
                  name: broker
                  creds_file: '{{ expandEnv "$KEYS/service.creds" }}'
                  account: {signing_nkey: '{{ readFile "$KEYS/issuer.nk" }}', encryption: {enabled: false}}
                idp:
                  - {description: "Company A", issuer_url: "https://a.example.com", client_id: nats, validation: {claims: [email]}}
                  - {description: "Company B", issuer_url: "https://b.example.com", client_id: nats, validation: {aud: [orders]}, user_info: {enabled: true}}
                """,
                        Map.of("KEYS", keys.toString(), "NATS_URL", "nats://127.0.0.1:4222"),
                        "rbac.yaml",
                        "--from",
                        "nats-iam-broker")))
                .containsExactlyInAnyOrder("company-a", "company-b");
    }
}
