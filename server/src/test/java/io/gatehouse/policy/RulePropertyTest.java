package io.gatehouse.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.claims.Permissions.Responses;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.ClientInfo;
import io.gatehouse.claims.request.ConnectOptions;
import io.gatehouse.claims.request.ServerId;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.account.Account;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.account.AllowedAccounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.SubjectSet;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.entitlement.UserPermissions;
import io.gatehouse.policy.rule.CertificateFields;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.rule.RulesYaml;
import io.gatehouse.policy.source.SourceRange;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.policy.template.ValueHandling;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random rules, identities and logins: the product decides as {@link RuleOracle} does, and whatever the rules are called and in
 * whichever order they are written. {@code -Dgatehouse.rule.cases=1000000} makes more, {@code -Dgatehouse.rule.first=N} others.
 */
class RulePropertyTest {
    private static final long CASES = Long.getLong("gatehouse.rule.cases", 50_000);
    private static final long FIRST = Long.getLong("gatehouse.rule.first", 1);
    private static final int LOGINS = 100;
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private static final List<Nkey> USERS = Stream.generate(
                    () -> SigningKey.generate(NkeyKind.USER).publicKey())
            .limit(16)
            .toList();

    private final SigningKey issuer = SigningKey.generate(NkeyKind.ACCOUNT);
    private final Map<String, Account.Keyed> keyed = Map.of("A", account("A"), "B", account("B"));
    private final Map<String, Integer> endings = new TreeMap<>();

    private static Account.Keyed account(String name) {
        SigningKey key = SigningKey.generate(NkeyKind.ACCOUNT);
        Account.Key scoped = new Account.Key(SigningKey.generate(NkeyKind.ACCOUNT), true);
        return new Account.Keyed(
                name, key.publicKey(), new Account.Key(key, false), Map.of("r1", scoped, "r2", scoped));
    }

    @Test
    void decidesAsTheReferenceSays() {
        for (long seed = FIRST; seed < FIRST + CASES / LOGINS; seed++) {
            rules(new Random(seed), seed);
        }
        // Each kind of ending is met often enough to mean something.
        assertThat(endings)
                .hasSizeGreaterThan(10)
                .allSatisfy((ending, count) -> assertThat(count).as(ending).isPositive());
        assertThat(endings.get("granted")).isGreaterThan((int) CASES / 20);
    }

    private void rules(Random random, long seed) {
        boolean operator = random.nextBoolean();
        List<RuleSpec> specs = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            specs.add(RuleSpec.random(random, operator));
        }
        List<RuleSpec> shuffled = new ArrayList<>(specs);
        Collections.shuffle(shuffled, random);
        String yaml = yaml(specs, "r");
        Policy policy = policy(yaml, operator);
        Policy other = policy(yaml(shuffled, "other-"), operator);
        for (int i = 0; i < LOGINS; i++) {
            int number = i;
            Identity identity = identity(random, operator);
            String certificate = random.nextInt(3) == 0 ? RuleSpec.pick(random, List.of("anna", "bob")) : null;
            AuthorizationRequest login = login(random, certificate);
            String asked = random.nextInt(4) == 0 ? RuleSpec.pick(random, List.of("A", "B", "C")) : null;
            RuleOracle oracle = new RuleOracle(specs, identity, login, certificate, operator);
            Supplier<String> what =
                    () -> "seed " + seed + ", login " + number + " of " + identity + " " + identity.groups()
                            + identity.attributes() + " asking for " + asked + ":\n" + yaml + identity.entitlement();
            check(what, oracle, policy, identity, login, asked);
            assertThat(ending(other, identity, login, asked))
                    .as(what)
                    .isEqualTo(ending(policy, identity, login, asked));
        }
    }

    private static String yaml(List<RuleSpec> specs, String prefix) {
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < specs.size(); i++) {
            yaml.append("  ")
                    .append(prefix)
                    .append(i)
                    .append(": ")
                    .append(specs.get(i).yaml())
                    .append('\n');
        }
        return yaml.toString();
    }

    private Policy policy(String yaml, boolean operator) {
        RuleSet rules = RulesYaml.read(yaml, operator ? keyed : Map.of());
        Accounts accounts =
                operator ? Accounts.keyed(keyed) : Accounts.named(issuer, new AllowedAccounts(List.of("*", "A", "B")));
        CertificateReader certificates = request -> {
            String name = request.client().nonce();
            return name.isEmpty() ? CertificateFields.NONE : field -> List.of(name);
        };
        return new Policy(
                accounts,
                CLOCK,
                SessionLimit.NONE,
                ValueHandling.REFUSE,
                new PolicyRules(rules, AccountSeparator.of("/"), certificates));
    }

    /** Whatever differs between logins, in one text. */
    private static String ending(Policy policy, Identity identity, AuthorizationRequest login, @Nullable String asked) {
        Ruling ruling = policy.decide(identity, login, asked);
        if (ruling.verdict() instanceof Verdict.Granted granted) {
            return granted.expiresAt() + " "
                    + policy.ruledGrant(identity, login, asked).entitlement();
        }
        return ruling.verdict() + ruling.rules().note();
    }

    private void check(
            Supplier<String> what,
            RuleOracle oracle,
            Policy policy,
            Identity identity,
            AuthorizationRequest login,
            @Nullable String asked) {
        Ruling ruling = policy.decide(identity, login, asked);
        Set<String> closed = oracle.closed(asked);
        assertThat(ruling.rules().names()).as(what).hasSize(oracle.heldRules());
        if (ruling.verdict() instanceof Verdict.Granted granted) {
            endings.merge("granted", 1, Integer::sum);
            assertThat(closed).as(what).isEmpty();
            Entitlement given = policy.ruledGrant(identity, login, asked).entitlement();
            assertThat(granted.account()).as(what).isEqualTo(oracle.account(asked));
            long session = oracle.sessionSeconds();
            assertThat(granted.expiresAt()).as(what).isEqualTo(session == 0 ? 0 : NOON.getEpochSecond() + session);
            given(what, oracle, given);
            return;
        }
        String reason = ruling.verdict() instanceof Verdict.Denied denied
                ? denied.reason().code()
                : ((Verdict.Dropped) ruling.verdict()).reason().code();
        endings.merge(reason, 1, Integer::sum);
        assertThat(closed).as(what).contains(reason);
    }

    private static void given(Supplier<String> what, RuleOracle oracle, Entitlement given) {
        UserLimits limits = given.limits();
        assertThat(limits.subs()).as(what).isEqualTo(oracle.limit("subs", Entitlement::limits, UserLimits::subs));
        assertThat(limits.data()).as(what).isEqualTo(oracle.limit("data", Entitlement::limits, UserLimits::data));
        assertThat(limits.payload())
                .as(what)
                .isEqualTo(oracle.limit("payload", Entitlement::limits, UserLimits::payload));
        assertThat(RuleOracle.ADDRESSES.stream().filter(limits.sources()::allow))
                .as(what)
                .containsExactlyInAnyOrderElementsOf(oracle.addresses());
        assertThat(new TreeSet<>(given.tags())).as(what).isEqualTo(oracle.tags());
        assertThat(given.role())
                .as(what)
                .isEqualTo(oracle.roles().stream().findFirst().orElse(null));
        if (given.role() != null) {
            assertThat(given.permissions()).as(what).isEqualTo(UserPermissions.UNRESTRICTED);
            return;
        }
        assertThat(oracle.names().stream().findFirst().orElse(given.name()))
                .as(what)
                .isEqualTo(given.name());
        side(what, oracle, "pub", given.permissions().publish());
        side(what, oracle, "sub", given.permissions().subscribe());
        responses(what, oracle, given.permissions().responses());
    }

    private static void side(Supplier<String> what, RuleOracle oracle, String side, SubjectSet given) {
        Set<String> allow = oracle.allow(side);
        Set<String> deny = oracle.side(side, "deny");
        boolean own = side.equals("sub") && oracle.isPrivate();
        if (own) {
            assertThat(given.rules().allow()).as(what).anyMatch(subject -> subject.startsWith("_INBOX."));
        }
        Set<String> others = new TreeSet<>(given.rules().allow());
        others.removeIf(subject -> subject.startsWith("_INBOX."));
        assertThat(others).as(what).isEqualTo(allow);
        if (allow.isEmpty() && !own) {
            assertThat(given).as(what).isEqualTo(SubjectSet.NOTHING);
            return;
        }
        if (oracle.anyPrivate() && !own) {
            deny.add("_INBOX.>");
        }
        assertThat(new TreeSet<>(given.rules().deny())).as(what).isEqualTo(deny);
    }

    private static void responses(Supplier<String> what, RuleOracle oracle, @Nullable Responses given) {
        Long most = oracle.responses();
        if (most == null || given == null) {
            assertThat(given == null).as(what).isEqualTo(most == null);
            return;
        }
        long max = given.max() < 0 ? Long.MAX_VALUE : Math.max(1, given.max());
        Duration ttl = given.ttl();
        long seconds = ttl.isNegative() ? Long.MAX_VALUE : ttl.isZero() ? 120 : ttl.toSeconds();
        assertThat(max).as(what).isEqualTo(most);
        assertThat(seconds).as(what).isEqualTo(oracle.responseSeconds());
    }

    private static Identity identity(Random random, boolean operator) {
        String name = RuleSpec.pick(random, List.of("anna", "bob", "carl"));
        Map<String, List<String>> attributes = new TreeMap<>();
        if (random.nextBoolean()) {
            attributes.put("team", RuleSpec.some(random, List.of("north", "south", "north", "south", "a.b")));
        }
        if (random.nextBoolean()) {
            attributes.put("app", List.of(RuleSpec.pick(random, List.of("A", "B", "C"))));
        }
        Set<String> groups = Set.copyOf(RuleSpec.some(random, List.of("red", "blue", "green")));
        return new Identity(
                RuleSpec.pick(random, List.of("staff", "devices")),
                name,
                attributes,
                random.nextInt(4) == 0 ? Set.of() : groups,
                random.nextBoolean() ? null : stated(random, name, operator));
    }

    private static Entitlement stated(Random random, String name, boolean operator) {
        Entitlements stated =
                Entitlements.alice().name(name).account(RuleSpec.pick(random, List.of("A", "A", "B", "")));
        stated.disabled(random.nextInt(20) == 0);
        if (random.nextInt(4) == 0) {
            stated.permissions(new UserPermissions(
                    SubjectSet.of(List.of("own"), List.of("own.not")), SubjectSet.EVERYTHING, null));
        }
        if (random.nextInt(4) == 0) {
            Sources sources = random.nextBoolean() ? Sources.ANY : Sources.of(List.of(SourceRange.parse("10.0.0.0/8")));
            stated.limits(new UserLimits(7, -1, 50, sources, Hours.ANY));
        }
        if (random.nextInt(4) == 0) {
            stated.session(Duration.ofMinutes(10)).tags("team:home");
        }
        if (operator && random.nextInt(10) == 0) {
            stated.role("r1");
        }
        return stated.build();
    }

    /** The certificate's name is where {@link #policy} finds it. */
    private static AuthorizationRequest login(Random random, @Nullable String certificate) {
        AuthorizationRequest sample = SampleRequest.client().build();
        ServerId server = new ServerId(
                RuleSpec.pick(random, List.of("s1", "s2", "other")),
                "0.0.0.0",
                sample.server().id(),
                "2.15.1",
                "",
                List.of(),
                null);
        ClientInfo client = new ClientInfo(
                RuleSpec.pick(random, RuleOracle.ADDRESSES),
                7,
                "",
                "",
                List.of(),
                "",
                "Client",
                RuleSpec.pick(random, List.of("nats", "nats", "websocket")),
                "",
                certificate == null ? "" : certificate);
        ConnectOptions connect = new ConnectOptions(
                null, null, null, null, "anna", "p", null, RuleSpec.pick(random, List.of("go", "java")), "1", 1);
        return new AuthorizationRequest(
                "ACCOUNT", 0, 0, server, RuleSpec.pick(random, USERS), client, connect, null, null);
    }
}
