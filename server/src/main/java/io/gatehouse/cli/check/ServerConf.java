package io.gatehouse.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What nats-server's configuration file says of callout and accounts.
 *
 * @param operatorMode whether it names an operator
 * @param callout config mode: its {@code auth_callout}; null when it has none
 * @param accounts config mode: the names of its accounts, each with the users and nkeys in it
 * @param accountJwts operator mode: the account JWTs in the resolver's folder, and then those in the file
 */
record ServerConf(
        boolean operatorMode, @Nullable Callout callout, Map<String, Set<String>> accounts, List<String> accountJwts) {
    private static final String GLOBAL_ACCOUNT = "$G";

    /** The {@code auth_callout} block. */
    record Callout(
            String issuer,
            String account,
            List<String> authUsers,
            @Nullable String xkey) {}

    /** @throws ConfException when it cannot be read */
    static ServerConf read(Path file, Map<String, String> environment) {
        Map<String, Object> conf = new ConfReader(environment).read(file);
        Object authorization = ConfReader.get(conf, "authorization");
        Object callout = ConfReader.get(authorization, "auth_callout", "auth_hook");
        return new ServerConf(
                ConfReader.get(conf, "operator", "operators", "roots", "root", "root_operator", "root_operators")
                        != null,
                callout == null ? null : callout(callout),
                accounts(conf, authorization),
                accountJwts(conf, file));
    }

    private static Callout callout(Object block) {
        String account = text(ConfReader.get(block, "account", "acc"));
        return new Callout(
                String.valueOf(text(ConfReader.get(block, "issuer"))),
                account == null ? GLOBAL_ACCOUNT : account,
                texts(ConfReader.get(block, "auth_users", "users")),
                text(ConfReader.get(block, "xkey", "key")));
    }

    private static Map<String, Set<String>> accounts(Map<String, Object> conf, @Nullable Object authorization) {
        Map<String, Set<String>> accounts = new LinkedHashMap<>();
        accounts.put(GLOBAL_ACCOUNT, users(ConfReader.get(authorization, "users")));
        Object user = ConfReader.get(authorization, "user", "username");
        if (user instanceof String name) {
            accounts.computeIfAbsent(GLOBAL_ACCOUNT, key -> new LinkedHashSet<>())
                    .add(name);
        }
        Object section = ConfReader.get(conf, "accounts");
        if (section instanceof Map<?, ?> map) {
            map.forEach((name, account) -> accounts.put(String.valueOf(name), users(ConfReader.get(account, "users"))));
        } else if (section instanceof List<?> list) {
            list.forEach(name -> accounts.put(String.valueOf(name), new LinkedHashSet<>()));
        }
        return accounts;
    }

    private static Set<String> users(@Nullable Object users) {
        Set<String> names = new LinkedHashSet<>();
        if (users instanceof List<?> list) {
            for (Object user : list) {
                String name = text(ConfReader.get(user, "user", "username", "nkey"));
                if (name != null) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static List<String> accountJwts(Map<String, Object> conf, Path file) {
        List<String> jwts = new ArrayList<>();
        String folder = text(ConfReader.get(ConfReader.get(conf, "resolver"), "dir"));
        if (folder != null) {
            jwts.addAll(folder(file.resolveSibling(folder)));
        }
        if (ConfReader.get(conf, "resolver_preload") instanceof Map<?, ?> preload) {
            preload.values().forEach(jwt -> jwts.add(String.valueOf(jwt)));
        }
        return jwts;
    }

    /** The resolver's folder is often another user's: what cannot be read is left out. */
    private static List<String> folder(Path folder) {
        List<String> jwts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jwt"))
                    .limit(10_000)
                    .toList()) {
                jwts.add(Files.readString(file).strip());
            }
        } catch (IOException e) {
            return jwts;
        }
        return jwts;
    }

    private static List<String> texts(@Nullable Object list) {
        return list instanceof List<?> items
                ? items.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }
}
