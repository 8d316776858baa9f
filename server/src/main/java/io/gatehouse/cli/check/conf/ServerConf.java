package io.gatehouse.cli.check.conf;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.pipeline.message.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What nats-server's configuration file says of callout and accounts.
 *
 * @param operatorMode whether it names an operator
 * @param callout config mode: its {@code auth_callout}; null when it has none
 * @param accounts config mode: the names of its accounts, each with the users and nkeys in it
 * @param sendsNonce config mode: whether it sends a nonce that a client could sign with an nkey
 * @param unrestricted config mode: the users of the callout's account that have no permissions, so that they may do anything in it
 * @param systemAccount the system account: in config mode its name, in operator mode its public key
 * @param maxPayload what it takes in one message, in bytes
 * @param maxControlLine what it takes in one line, such as a client's login, in bytes
 * @param accountJwts operator mode: the account JWTs in the resolver's folder, and then those in the file
 * @param authTimeout how long a login may take, in seconds
 * @param mapsCertificates whether it takes its users from the clients' certificates ({@code verify_and_map})
 * @param verifiesCertificates whether it verifies certificates of clients, by whatever protocol they come
 * @param certificate the server's certificate; null when the file names none
 * @param defaultSentinel operator mode: the JWT of clients that bring none; null when there is none
 * @param resolverFolder operator mode: where the server keeps account JWTs; null when it keeps none
 * @param mistakes what nats-server would refuse although the syntax is right
 */
public record ServerConf(
        boolean operatorMode,
        @Nullable Callout callout,
        Map<String, Set<String>> accounts,
        boolean sendsNonce,
        Set<String> unrestricted,
        String systemAccount,
        long maxPayload,
        long maxControlLine,
        List<String> accountJwts,
        double authTimeout,
        boolean mapsCertificates,
        boolean verifiesCertificates,
        @Nullable Path certificate,
        @Nullable String defaultSentinel,
        @Nullable Path resolverFolder,
        List<ConfRules.Mistake> mistakes) {
    private static final String GLOBAL_ACCOUNT = "$G";
    private static final String SYSTEM_ACCOUNT = "$SYS";
    private static final String[] PERMISSIONS = {"permissions", "permission", "authorization"};
    private static final String[] DEFAULT_PERMISSIONS = {"default_permissions", "default_permission"};
    private static final long DEFAULT_MAX_CONTROL_LINE = 4096;
    private static final double DEFAULT_AUTH_TIMEOUT = 2;
    private static final double DEFAULT_TLS_TIMEOUT = 2;

    /** The {@code auth_callout} block. */
    public record Callout(
            String issuer,
            String account,
            List<String> authUsers,
            @Nullable String xkey) {}

    /**
     * Reads a configuration with what it includes.
     *
     * @throws ConfException when nats-server could not read it either
     */
    public static ServerConf read(Path file, Map<String, String> environment) {
        ConfReader reader = new ConfReader(environment);
        ConfValue conf = reader.read(file);
        ConfValue authorization = conf.get("authorization");
        Callout callout = callout(authorization.get("auth_callout", "auth_hook"));
        boolean operator = conf.get("operator", "operators", "roots", "root", "root_operator", "root_operators")
                .isPresent();
        ConfValue tls = conf.get("tls");
        Path folder = resolverFolder(conf, file);
        return new ServerConf(
                operator,
                callout,
                accounts(conf, authorization),
                sendsNonce(conf, authorization),
                callout == null ? Set.of() : unrestricted(conf, callout.account()),
                systemAccount(conf),
                bytes(conf, "max_payload", Replies.DEFAULT_MAX_PAYLOAD),
                bytes(conf, "max_control_line", DEFAULT_MAX_CONTROL_LINE),
                accountJwts(conf, folder),
                authTimeout(authorization, tls),
                Boolean.TRUE.equals(tls.get("verify_and_map").value()),
                verifiesCertificates(conf),
                certificate(tls, file),
                conf.get("default_sentinel").text(),
                folder,
                new ConfRules(reader, operator).mistakes(conf));
    }

    /** Operator mode: the system account's public key; null when the file does not name it. */
    public @Nullable Nkey systemAccountKey() {
        try {
            return operatorMode ? Nkey.parse(systemAccount, NkeyKind.ACCOUNT) : null;
        } catch (NkeyException e) {
            return null;
        }
    }

    private static String systemAccount(ConfValue conf) {
        String name = conf.get("system_account", "system").text();
        return name == null ? SYSTEM_ACCOUNT : name;
    }

    private static long bytes(ConfValue conf, String name, long byDefault) {
        return conf.get(name).value() instanceof Long bytes && bytes > 0 ? bytes : byDefault;
    }

    private static @Nullable Callout callout(ConfValue block) {
        if (!block.isPresent()) {
            return null;
        }
        String account = block.get("account", "acc").text();
        return new Callout(
                String.valueOf(block.get("issuer").text()),
                account == null ? GLOBAL_ACCOUNT : account,
                texts(block.get("auth_users", "users")),
                block.get("xkey", "key").text());
    }

    private static Map<String, Set<String>> accounts(ConfValue conf, ConfValue authorization) {
        Map<String, Set<String>> accounts = new LinkedHashMap<>();
        Set<String> global = users(authorization.get("users"));
        String user = authorization.get("user", "username").text();
        if (user != null) {
            global.add(user);
        }
        accounts.put(GLOBAL_ACCOUNT, global);
        ConfValue section = conf.get("accounts");
        section.entries().forEach((name, account) -> accounts.put(name, users(account.get("users"))));
        section.items().forEach(name -> accounts.put(String.valueOf(name.value()), new LinkedHashSet<>()));
        return accounts;
    }

    /** It does where any user, or any proxy that it trusts, is known by an nkey. */
    private static boolean sendsNonce(ConfValue conf, ConfValue authorization) {
        return hasNkeys(authorization.get("users"))
                || conf.get("accounts").entries().values().stream().anyMatch(account -> hasNkeys(account.get("users")))
                || !conf.get("proxies").get("trusted").items().isEmpty();
    }

    private static boolean hasNkeys(ConfValue users) {
        return users.items().stream().anyMatch(user -> user.get("nkey").isPresent());
    }

    private static Set<String> unrestricted(ConfValue conf, String account) {
        ConfValue section = conf.get("accounts").entries().getOrDefault(account, ConfValue.ABSENT);
        return section.get(DEFAULT_PERMISSIONS).isPresent()
                ? Set.of()
                : users(section.get("users"), user -> !user.get(PERMISSIONS).isPresent());
    }

    private static Set<String> users(ConfValue users) {
        return users(users, user -> true);
    }

    private static Set<String> users(ConfValue users, Predicate<ConfValue> wanted) {
        Set<String> names = new LinkedHashSet<>();
        users.items().stream()
                .filter(wanted)
                .map(user -> user.get("user", "username", "nkey").text())
                .filter(Objects::nonNull)
                .forEach(names::add);
        return names;
    }

    private static @Nullable Path resolverFolder(ConfValue conf, Path file) {
        String folder = conf.get("resolver", "account_resolver", "accounts_resolver")
                .get("dir")
                .text();
        return folder == null ? null : file.resolveSibling(folder);
    }

    private static List<String> accountJwts(ConfValue conf, @Nullable Path folder) {
        List<String> jwts = new ArrayList<>();
        if (folder != null) {
            jwts.addAll(folder(folder));
        }
        conf.get("resolver_preload").entries().values().forEach(jwt -> jwts.add(String.valueOf(jwt.value())));
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

    private static boolean verifiesCertificates(ConfValue conf) {
        return Stream.of(conf, conf.get("websocket", "ws"), conf.get("mqtt"), conf.get("leafnodes", "leaf"))
                .map(listener -> listener.get("tls"))
                .anyMatch(tls -> isOn(tls.get("verify")) || isOn(tls.get("verify_and_map")));
    }

    /** Newer servers know more than true and false. */
    private static boolean isOn(ConfValue value) {
        return value.isPresent() && !Boolean.FALSE.equals(value.value());
    }

    private static @Nullable Path certificate(ConfValue tls, Path file) {
        String name = tls.get("cert_file").text();
        return name == null ? null : file.resolveSibling(name);
    }

    /** By default 2 s, and with TLS a second more than the handshake may take. */
    private static double authTimeout(ConfValue authorization, ConfValue tls) {
        Double given = authorization.get("timeout").seconds();
        if (given != null && given != 0) {
            return given;
        }
        if (!tls.isPresent()) {
            return DEFAULT_AUTH_TIMEOUT;
        }
        Double handshake = tls.get("timeout").seconds();
        return 1 + (handshake == null ? DEFAULT_TLS_TIMEOUT : handshake);
    }

    private static List<String> texts(ConfValue list) {
        return list.items().stream().map(item -> String.valueOf(item.value())).toList();
    }
}
