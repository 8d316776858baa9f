package io.gatehouse.service;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Section.Placed;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.service.types.DirectoryTypes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** Every key that can hold a secret, with a canary in it and with the keys that it needs beside it. */
final class SecretCases {
    static final List<DirectoryType> TYPES = Stream.concat(
                    DirectoryTypes.BUILT_IN.stream(),
                    ServiceLoader.load(DirectoryType.class).stream().map(ServiceLoader.Provider::get))
            .toList();

    private static final SigningKey OTHER = SigningKey.generate(NkeyKind.ACCOUNT);

    /** A directory of each type needs these. */
    private static final Map<String, Map<String, String>> DIRECTORIES = Map.of(
            "file", Map.of("path", "users.json"),
            "nkey", Map.of("path", "users.json"),
            "token", Map.of("path", "users.json"),
            "kv", Map.of("bucket", "USERS"),
            "http", Map.of("url", "http://127.0.0.1:1/login"),
            "ldap", Map.of("address", "ldap://127.0.0.1:1", "base_dn", "dc=example", "implementation", "openldap"),
            "oidc", Map.of("issuer.url", "http://127.0.0.1:1", "issuer.audiences", "nats"),
            "kubernetes", Map.of("audiences", "nats", "api_server", "http://127.0.0.1:1", "mode", "token_review"),
            "postgres",
                    Map.of(
                            "host",
                            "127.0.0.1",
                            "user",
                            "gatehouse",
                            "database",
                            "users",
                            "query",
                            "SELECT name FROM users WHERE name = :user"));

    private SecretCases() {}

    /**
     * A key that can hold a secret.
     *
     * @param name tells it from keys of other types
     * @param path of its value in the configuration, with names for the stars
     * @param needs other keys and their values
     */
    record SecretCase(String name, String path, Key<?> key, Map<String, String> needs) {
        @Override
        public String toString() {
            return name;
        }

        /** Whether only options and variables give it, and the file has a section in its place. */
        boolean isOption() {
            return path.equals("accounts");
        }

        /** The key's last word. */
        String word() {
            return path.substring(path.lastIndexOf('.') + 1);
        }

        /** What is before it, with its dot. */
        String before() {
            return path.substring(0, path.lastIndexOf('.') + 1);
        }
    }

    /** Those of the service, and those of directories of each type. */
    static List<SecretCase> all() {
        Stream<SecretCase> own = SettingsLoader.keys(List.of()).stream()
                .filter(placed -> placed.key().holdsSecret())
                .map(SecretCases::own);
        return Stream.concat(own, TYPES.stream().flatMap(SecretCases::of)).toList();
    }

    private static SecretCase own(Placed placed) {
        String name = placed.path();
        String path = named(name);
        return new SecretCase(name, path, placed.key(), needs(path));
    }

    private static Stream<SecretCase> of(DirectoryType type) {
        Section keys = Section.of("directories", Section.of("it", type.keys().toArray(Entry[]::new)));
        return keys.keys().stream()
                .filter(placed -> placed.key().holdsSecret())
                .map(placed -> of(type.type(), new Placed("directories." + placed.path(), placed.key())));
    }

    private static SecretCase of(String type, Placed placed) {
        String path = named(placed.path());
        Map<String, String> needs = new LinkedHashMap<>();
        needs.put("directories.it.type", type);
        DIRECTORIES.getOrDefault(type, Map.of()).forEach((key, value) -> needs.put("directories.it." + key, value));
        needs.putAll(needs(path));
        extras(type, path, needs);
        return new SecretCase(type + " " + placed.path(), path, placed.key(), needs);
    }

    /** What a key of a directory needs because of its type. */
    private static void extras(String type, String path, Map<String, String> needs) {
        String it = "directories.it.";
        if (path.contains(".providers.")) {
            needs.keySet().removeIf(key -> key.startsWith(it + "issuer."));
            needs.put(it + "providers.one.url", "http://127.0.0.1:1");
            needs.put(it + "providers.one.audiences", "nats");
        }
        if (path.contains(".introspection.client_secret")) {
            needs.put(path.replaceAll("client_secret.*", "client_id"), "gatehouse");
        }
        if (path.startsWith(it + "nats.") && !type.equals("kv")) {
            needs.remove(it + "path");
            needs.put(it + "bucket", "USERS");
        }
        if (type.equals("ldap") && path.contains(".password")) {
            needs.put(it + "user", "cn=gatehouse");
        }
        if (type.equals("http") && path.contains(".auth.password")) {
            needs.put(it + "auth.user", "gatehouse");
        }
        if (path.equals(it + "tls.key")) {
            needs.replaceAll(
                    (key, value) -> value.replace("http://", "https://").replace("ldap://", "ldaps://"));
        }
        if (type.equals("postgres") && path.endsWith(".url")) {
            List.of("host", "user", "database").forEach(key -> needs.remove(it + key));
        }
        if (!path.endsWith("token_file") && type.equals("kubernetes")) {
            needs.put(it + "token_file", "service.token");
        }
    }

    /** What a key needs because of its place. */
    private static Map<String, String> needs(String path) {
        Map<String, String> needs = new LinkedHashMap<>();
        if (path.endsWith("tls.key")) {
            needs.put(path.replaceAll("key$", "cert"), "cert.pem");
        }
        if (path.endsWith("nats.password") || path.endsWith("nats.password_file")) {
            needs.put(path.replaceAll("password.*", "user"), "gatehouse");
        }
        for (String connection : List.of("cache.shared.", "audit.stream.", "revocation.")) {
            if (path.startsWith(connection) && !path.matches(".*nats\\.(creds|nkey|password|token|url).*")) {
                needs.put(connection + "nats.user", "gatehouse");
                needs.put(connection + "nats.password", "p");
            }
        }
        if (path.startsWith("cache.shared.")) {
            needs.put("cache.shared.bucket", "SHARED");
            if (!path.startsWith("cache.shared.secret")) {
                needs.put("cache.shared.secret", "0123456789abcdef0123456789abcdef");
            }
        }
        if (path.startsWith("accounts.")) {
            needs.put("accounts.APP.id", OTHER.publicKey().text());
        }
        if (path.startsWith("accounts.APP.roles.")) {
            needs.put("accounts.APP.signing_key", OTHER.seed());
        }
        if (path.startsWith("audit.")) {
            needs.put("audit.to", path.startsWith("audit.stream.") ? "stream" : "stdout");
        }
        if (path.startsWith("tracing.")) {
            needs.put("tracing.endpoint", "http://127.0.0.1:1");
        }
        if (path.startsWith("http.admin_tls.")) {
            needs.put("http.admin_token", "a-token-for-tests");
        }
        return needs;
    }

    /** With names for the stars. */
    private static String named(String path) {
        return path.replace("accounts.*", "accounts.APP")
                .replace("roles.*", "roles.ROLE")
                .replace("providers.*", "providers.one")
                .replace("headers.*", "headers.X-Api-Key");
    }
}
