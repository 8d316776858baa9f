package io.gatehouse.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is configured for {@link EveryDirectory}. */
final class EverySettings {
    /** Secrets by which Gatehouse is known to the backends, and the words that stand for them in the settings. */
    static final Map<String, String> SECRETS = Map.of(
            "LDAP_SECRET", "canary-of-the-bind",
            "POSTGRES_SECRET", "canary-of-the-url",
            "TOKEN_SECRET", "canary-of-the-token",
            "HEADER_SECRET", "canary-of-the-header",
            "QUERY_SECRET", "canary-of-the-query",
            "PARTNERS_SECRET", "canary-of-the-introspection",
            "KV_SECRET", "canary-of-the-bucket");

    private static final String DIRECTORIES = """
            directories:
              devices:
                type: certificate
                identity: cn
                issuers: ISSUERS
                names: {prefix: "dev:"}
              sso:
                type: oidc
                names: {prefix: "sso:"}
                issuer:
                  url: PROVIDER
                  audiences: nats
                  claim_mappings: {username: {claim: client_id}, groups: {claim: groups}}
                  introspection: {tokens: opaque, client_id: gatehouse, client_secret_file: sso.secret}
              partners:
                type: oidc
                user: partner
                match: {user: partner}
                names: {prefix: "partners:"}
                issuer:
                  url: http://127.0.0.1:WEB_PORT/partners
                  audiences: nats
                  claim_mappings: {username: {claim: sub}}
                  introspection:
                    tokens: opaque
                    endpoint: http://127.0.0.1:WEB_PORT/introspect
                    token: PARTNERS_SECRET
              people:
                type: ldap
                implementation: openldap
                address: ldap://127.0.0.1:LDAP_PORT
                base_dn: dc=example,dc=org
                additional_users_dn: ou=people
                additional_groups_dn: ou=groups
                user: cn=gatehouse,dc=example,dc=org
                password_file: ldap.password
                attributes: {job: employeeType}
                match: {user: "ldap-*"}
                names: {prefix: "people:"}
              staff:
                type: postgres
                url: postgresql://gatehouse:POSTGRES_SECRET@127.0.0.1:POSTGRES_PORT/postgres
                query: SELECT name, password, account, permissions FROM users WHERE name = :user
                listen: gatehouse_users
                match: {user: "pg-*"}
                names: {prefix: "staff:"}
              web:
                type: http
                url: http://127.0.0.1:WEB_PORT/login?key=QUERY_SECRET
                auth: {token_file: web.token}
                headers: {X-Api-Key: HEADER_SECRET}
                match: {user: "web-*"}
                names: {prefix: "web:"}
              machines:
                type: http
                mode: status
                method: get
                url: http://127.0.0.1:WEB_PORT/basic
                match: {user: "machine-*"}
                names: {prefix: "machines:"}
              bucket:
                type: kv
                bucket: USERS
                match: {user: "kv-*"}
                names: {prefix: "bucket:"}
                nats: {user: kv, password: KV_SECRET}
            """;

    private static final String PODS = """
              pods:
                type: kubernetes
                mode: token_review
                audiences: nats
                api_server: https://127.0.0.1:API_PORT
                token_file: pods.token
                tls: {ca: CLUSTER_CA}
                names: {prefix: "pods:"}
            """;

    /** What those get whose directory says who they are, and not what they may. */
    private static final String RULES = """
            rules:
              devices:
                if: {directory: devices}
                give: {account: DEVICES, permissions: {pub: {allow: "devices.>"}}}
              sso:
                if: {directory: sso, group: staff}
                give: {account: SSO, permissions: {pub: {allow: "sso.>"}}}
              partners:
                if: {directory: partners}
                give: {account: PARTNERS, permissions: {pub: {allow: "partners.>"}}}
              people:
                if: {directory: people, group: orders}
                give: {account: PEOPLE, permissions: {pub: {allow: "people.{{attribute(job)}}.>"}}}
              machines:
                if: {directory: machines}
                give: {account: MACHINES, permissions: {pub: {allow: "machines.>"}}}
              everybody:
                give: {permissions: {pub: {allow: "$SYS.REQ.USER.INFO"}, sub: {allow: "_INBOX.>"}}}
            """;

    private static final String PODS_RULE = """
              pods:
                if: {directory: pods, group: "system:serviceaccounts:billing"}
                give: {account: PODS, permissions: {pub: {allow: "pods.{{attribute(service_account)}}.>"}}}
            """;

    private EverySettings() {}

    static String secret(String word) {
        return Objects.requireNonNull(SECRETS.get(word));
    }

    /**
     * A configuration with all directories before those that it has.
     *
     * @param places where backends are, by the words that stand for them here
     * @param pods null where there is no cluster
     */
    static String in(String yaml, Map<String, String> places, @Nullable PodCluster pods) {
        String all = yaml.replace("directories:\n", DIRECTORIES) + RULES;
        Map<String, String> words = new HashMap<>(SECRETS);
        words.putAll(places);
        if (pods != null) {
            all = all.replace("  partners:\n    type: oidc\n", PODS + "  partners:\n    type: oidc\n") + PODS_RULE;
            words.put("API_PORT", String.valueOf(pods.port()));
            words.put("CLUSTER_CA", pods.api().authority().toString());
        }
        for (Map.Entry<String, String> word : words.entrySet()) {
            all = all.replace(word.getKey(), word.getValue());
        }
        return all;
    }
}
