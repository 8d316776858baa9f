package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The configuration of nats-iam-broker, of which no token and no binding may give more than before. */
class ImportBrokerTest {
    @TempDir
    private Path dir;

    private Cli cli = new Cli(Path.of(""));

    private int run(String text, String name, String... more) throws IOException {
        Files.writeString(dir.resolve(name), text);
        cli = new Cli(dir).environment(Map.of("IAM_ACCOUNT_NAME", "APP1"));
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
    void turnsRoleBindingsIntoRules() throws Exception {
        String seed = "SAAJ7VHZJVTZOO5VNTUUL4AJPDLXSZQKEA3FTXJBSQKJMOQTQRNOK2SHNM";
        assertThat(run("""
                nats: {url: "nats://127.0.0.1:4222", token_bounds: {max: 2h}}
                service:
                  name: broker
                  creds_file: '{{ env "IAM_USER_CREDS" }}'
                  account:
                    signing_nkey: %s
                    encryption: {enabled: true, xkey_secret: '{{ readFile "$IAM_XK" }}'}
                idp:
                  - description: Company
                    issuer_url: https://id.example.com
                    client_id: nats
                    custom_mapping: {"https://example.com/team": team}
                    validation: {claims: [aud, email], token_bounds: {max: 1h}}
                rbac:
                  role_binding_matching_strategy: strict
                  user_accounts:
                    - name: '{{ env "IAM_ACCOUNT_NAME" }}'
                      public_key: ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA
                      signing_nkey: '{{ readFile "$APP1_SK" | trim }}'
                  role_binding:
                    - user_account: APP1
                      match: {claim: team, value: admins}
                      roles: [all]
                    - user_account: APP1
                      match: [{permission: "nats:write"}]
                      roles: [own, gone]
                      token_max_expiration: 30m
                    - user_account: APP1
                      match: [{expr: 'true'}]
                      roles: [all]
                    - user_account: APP1
                      roles: [own]
                  roles:
                    - name: all
                      permissions: {pub: {allow: [">"]}, sub: {allow: [">"]}}
                    - name: own
                      permissions:
                        pub: {allow: ["users.{{ .sub }}.>", "x.{{ b64encode .sub }}", "team.{{ .team }}"]}
                        resp: {max_msgs: 5, exp: 10m}
                      limits: {payload: 1024}
                """.formatted(seed), "broker.yaml")).isZero();

        assertThat(written("gatehouse.yaml"))
                .contains(
                        "session: 3600s",
                        "creds: \"${IAM_USER_CREDS}\"",
                        "seed: secrets/issuer.nk",
                        "seed: \"${IAM_XK}\"")
                .contains(
                        "signing_key: \"${APP1_SK}\"",
                        "audiences: [nats]",
                        "email: \"*\"",
                        "team: \"https://example.com/team\"")
                .contains(
                        "allow: [\"users.{{name()}}.>\", \"team.{{attribute(team)}}\"]",
                        "max: 5",
                        "ttl: 600s",
                        "payload: 1024")
                .contains("session: 1800s", "permissions: \"nats:write\"")
                .doesNotContain(seed);
        assertThat(cli.out())
                .contains("has a criterion that no rule can have", "has a role that there is not")
                .contains("has a template that there is none for", "allow no subject to subscribe to")
                .doesNotContain(seed);
    }

    private int broker(String providers, String strategy, String bindings, String out) throws IOException {
        return run(
                """
                idp:
                %srbac:
                  role_binding_matching_strategy: %s
                  user_accounts:
                    - {name: APP1, public_key: ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA, signing_nkey: '{{ readFile "$K" }}'}
                  role_binding:
                %s  roles:
                    - {name: all, permissions: {pub: {allow: [">"]}, sub: {allow: [">"]}}}
                """.formatted(providers, strategy, bindings), "broker.yaml", "--from", "nats-iam-broker", "--out", out);
    }

    @Test
    void tokensOfABrokerAreForItsClientAndForTheAudience() throws Exception {
        String all = "    - {user_account: APP1, roles: [all]}\n";
        assertThat(broker("""
                  - {issuer_url: "https://a.example.com", client_id: nats, validation: {aud: [orders]}}
                  - {issuer_url: "https://a.example.com", client_id: other}
                  - {issuer_url: "https://b.example.com", client_id: nats, validation: {aud: [orders, nats]}}
                  - {issuer_url: "https://b.example.com", client_id: two}
                  - {issuer_url: "https://c.example.com", client_id: nats, validation: {aud: [x], skip_audience_validation: true}}
                  - {issuer_url: "https://d.example.com", validation: {aud: [x]}}
                  - {issuer_url: "https://e.example.com", client_id: nats, validation: {aud: [x, y]}}
                """, "strict", all, "out")).isZero();

        String yaml = Files.readString(dir.resolve("out/gatehouse.yaml"));
        assertThat(yaml)
                .contains("audiences: [nats, orders]\n      audience_match_policy: match_all")
                .contains("audiences: [nats, two]\n    names", "audiences: [nats]\n    names")
                .contains("audiences: [nats, x, \"y\"]\n      audience_match_policy: match_all")
                .doesNotContain("https://d.example.com", "other");
        assertThat(cli.out())
                .contains("line 3: idp[1]: is a second one of one issuer, and is left out")
                .contains("line 7: idp[5]: has no issuer_url, client_id or audience")
                .contains("tokens must be for all of these here");
    }

    @Test
    void nobodyGetsUsersOfABindingThatIsLeftOut() throws Exception {
        String provider = "  - {issuer_url: \"https://a.example.com\", client_id: nats}\n";
        String bindings = """
                    - {user_account: APP1, match: [{claim: team, value: first}], roles: [all]}
                    - {user_account: APP1, match: [{expr: 'true'}], roles: [all]}
                    - {user_account: APP1, match: [{claim: team, value: second}, {claim: a, value: b}], roles: [all]}
                    - {user_account: APP1, roles: [all]}
                """.indent(0);
        assertThat(broker(provider, "strict", bindings, "strict")).isZero();
        assertThat(dir.resolve("strict/gatehouse.yaml"))
                .content()
                .contains("binding-1", "team: first")
                .doesNotContain("binding-2", "second");
        assertThat(cli.out()).contains("role_binding[2]: is left out", "role_binding[3]: is left out");

        assertThat(broker(provider, "best_match", bindings, "best")).isZero();
        assertThat(dir.resolve("best/gatehouse.yaml")).content().doesNotContain("binding-");

        assertThat(broker(provider, "strict", """
                    - {user_account: GONE, match: [{claim: team, value: first}], roles: [all]}
                    - {user_account: APP1, match: [{claim: a, value: x}, {claim: a, value: z}], roles: [all]}
                    - {user_account: APP1, roles: [all]}
                """, "account")).isZero();
        assertThat(dir.resolve("account/gatehouse.yaml"))
                .content()
                .contains("not:\n        attribute:\n          team: [first]\n          a: [x, z]")
                .doesNotContain("binding-1", "binding-2");
    }
}
