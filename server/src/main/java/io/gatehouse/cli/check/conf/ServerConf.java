package io.gatehouse.cli.check.conf;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.pipeline.Replies;
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
 * @param unrestricted config mode: the users of the callout's account that have no permissions, so that they may do anything in it
 * @param systemAccount the system account: in config mode its name, in operator mode its public key
 * @param maxPayload what it takes in one message, in bytes
 * @param accountJwts operator mode: the account JWTs in the resolver's folder, and then those in the file
 * @param authTimeout how long a login may take, in seconds
 * @param mapsCertificates whether it takes its users from the clients' certificates ({@code verify_and_map})
 * @param certificate the server's certificate; null when the file names none
 * @param defaultSentinel operator mode: the JWT of clients that bring none; null when there is none
 * @param resolverFolder operator mode: where the server keeps account JWTs; null when it keeps none
 * @param mistakes what nats-server would refuse although the syntax is right
 */
public record ServerConf(
        boolean operatorMode,
        @Nullable Callout callout,
        Map<String, Set<String>> accounts,
        Set<String> unrestricted,
        String systemAccount,
        long maxPayload,
        List<String> accountJwts,
        double authTimeout,
        boolean mapsCertificates,
        @Nullable Path certificate,
        @Nullable String defaultSentinel,
        @Nullable Path resolverFolder,
        List<ConfRules.Mistake> mistakes) {
    private static final String GLOBAL_ACCOUNT = "$G";
    private static final String SYSTEM_ACCOUNT = "$SYS";
    private static final String[] PERMISSIONS = {"permissions", "permission", "authorization"};
    private static final String[] DEFAULT_PERMISSIONS = {"default_permissions", "default_permission"};
    private static final double DEFAULT_AUTH_TIMEOUT = 2;
    private static final double DEFAULT_TLS_TIMEOUT = 2;

    /** The {@code auth_callout} block. */
    public record Callout(
            String issuer,
            String account,
            List<String> authUsers,
            @Nullable String xkey) {}

    /** @throws ConfException when nats-server could not read it either */
    public static ServerConf read(Path file, Map<String, String> environment) {
        ConfReader reader = new ConfReader(environment);
        ConfValue conf = reader.read(file);
        ConfValue authorization = conf.get("authorization");
        ConfValue callout = authorization == null ? null : authorization.get("auth_callout", "auth_hook");
        boolean operator =
                conf.get("operator", "operators", "roots", "root", "root_operator", "root_operators") != null;
        ConfValue tls = conf.get("tls");
        Path folder = resolverFolder(conf, file);
        return new ServerConf(
                operator,
                callout == null ? null : callout(callout),
                accounts(conf, authorization),
                callout == null ? Set.of() : unrestricted(conf, callout(callout).account()),
                systemAccount(conf),
                maxPayload(conf),
                accountJwts(conf, folder),
                authTimeout(authorization, tls),
                tls != null && isOn(tls.get("verify_and_map")),
                certificate(tls, file),
                text(conf.get("default_sentinel")),
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
        String name = text(conf.get("system_account", "system"));
        return name == null ? SYSTEM_ACCOUNT : name;
    }

    private static long maxPayload(ConfValue conf) {
        ConfValue size = conf.get("max_payload");
        return size != null && size.value() instanceof Long bytes && bytes > 0 ? bytes : Replies.DEFAULT_MAX_PAYLOAD;
    }

    private static Callout callout(ConfValue block) {
        String account = text(block.get("account", "acc"));
        return new Callout(
                String.valueOf(text(block.get("issuer"))),
                account == null ? GLOBAL_ACCOUNT : account,
                texts(block.get("auth_users", "users")),
                text(block.get("xkey", "key")));
    }

    private static Map<String, Set<String>> accounts(ConfValue conf, @Nullable ConfValue authorization) {
        Map<String, Set<String>> accounts = new LinkedHashMap<>();
        Set<String> global = users(authorization == null ? null : authorization.get("users"));
        String user = authorization == null ? null : text(authorization.get("user", "username"));
        if (user != null) {
            global.add(user);
        }
        accounts.put(GLOBAL_ACCOUNT, global);
        ConfValue section = conf.get("accounts");
        if (section != null) {
            section.entries().forEach((name, account) -> accounts.put(name, users(account.get("users"))));
            section.items().forEach(name -> accounts.put(String.valueOf(name.value()), new LinkedHashSet<>()));
        }
        return accounts;
    }

    private static Set<String> unrestricted(ConfValue conf, String account) {
        ConfValue accounts = conf.get("accounts");
        ConfValue section = accounts == null ? null : accounts.entries().get(account);
        return section == null || section.get(DEFAULT_PERMISSIONS) != null
                ? Set.of()
                : users(section.get("users"), user -> user.get(PERMISSIONS) == null);
    }

    private static Set<String> users(@Nullable ConfValue users) {
        return users(users, user -> true);
    }

    private static Set<String> users(@Nullable ConfValue users, Predicate<ConfValue> wanted) {
        Set<String> names = new LinkedHashSet<>();
        if (users != null) {
            users.items().stream()
                    .filter(wanted)
                    .map(user -> text(user.get("user", "username", "nkey")))
                    .filter(Objects::nonNull)
                    .forEach(names::add);
        }
        return names;
    }

    private static @Nullable Path resolverFolder(ConfValue conf, Path file) {
        ConfValue resolver = conf.get("resolver", "account_resolver", "accounts_resolver");
        String folder = resolver == null ? null : text(resolver.get("dir"));
        return folder == null ? null : file.resolveSibling(folder);
    }

    private static List<String> accountJwts(ConfValue conf, @Nullable Path folder) {
        List<String> jwts = new ArrayList<>();
        if (folder != null) {
            jwts.addAll(folder(folder));
        }
        ConfValue preload = conf.get("resolver_preload");
        if (preload != null) {
            preload.entries().values().forEach(jwt -> jwts.add(String.valueOf(jwt.value())));
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

    private static boolean isOn(@Nullable ConfValue value) {
        return value != null && Boolean.TRUE.equals(value.value());
    }

    private static @Nullable Path certificate(@Nullable ConfValue tls, Path file) {
        String name = tls == null ? null : text(tls.get("cert_file"));
        return name == null ? null : file.resolveSibling(name);
    }

    /** By default 2 s, and with TLS a second more than the handshake may take. */
    private static double authTimeout(@Nullable ConfValue authorization, @Nullable ConfValue tls) {
        Double given = authorization == null ? null : seconds(authorization.get("timeout"));
        if (given != null && given != 0) {
            return given;
        }
        if (tls == null) {
            return DEFAULT_AUTH_TIMEOUT;
        }
        Double handshake = seconds(tls.get("timeout"));
        return 1 + (handshake == null ? DEFAULT_TLS_TIMEOUT : handshake);
    }

    /** A number of seconds, or a text such as 2500ms. */
    private static @Nullable Double seconds(@Nullable ConfValue timeout) {
        if (timeout == null) {
            return null;
        }
        if (timeout.value() instanceof Number number) {
            return number.doubleValue();
        }
        String text = timeout.text();
        return text == null ? null : GoSeconds.parse(text);
    }

    private static List<String> texts(@Nullable ConfValue list) {
        return list == null
                ? List.of()
                : list.items().stream()
                        .map(item -> String.valueOf(item.value()))
                        .toList();
    }

    private static @Nullable String text(@Nullable ConfValue value) {
        return value == null ? null : value.text();
    }
}
