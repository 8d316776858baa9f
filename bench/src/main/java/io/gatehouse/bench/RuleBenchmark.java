package io.gatehouse.bench;

import io.gatehouse.claims.jwt.ClaimsException;
import io.gatehouse.claims.request.AuthorizationRequest;
import io.gatehouse.claims.request.RequestDecoder;
import io.gatehouse.config.Configuration;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Ed25519;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.policy.AccountSeparator;
import io.gatehouse.policy.Identity;
import io.gatehouse.policy.Policy;
import io.gatehouse.policy.PolicyRules;
import io.gatehouse.policy.Ruling;
import io.gatehouse.policy.SessionLimit;
import io.gatehouse.policy.account.Accounts;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.rule.CertificateReader;
import io.gatehouse.policy.rule.RuleSet;
import io.gatehouse.policy.rule.RulesSection;
import io.gatehouse.policy.template.ValueHandling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a policy takes to decide about a login of a known identity, for a thousand users in turn. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RuleBenchmark {
    private static final int USERS = 1000;
    private static final int DEPARTMENTS = 100;

    /** Rules that ask for groups, and rules that ask something of the login for everybody. */
    @Param({"0+0", "1+0", "100+0", "90+10"})
    private String rules = "";

    private final AuthorizationRequest[] requests = new AuthorizationRequest[USERS];
    private final Identity[] identities = new Identity[USERS];
    private Policy policy = policy(RuleSet.EMPTY);
    private int next;

    private static Policy policy(RuleSet rules) {
        return new Policy(
                Accounts.named(SigningKey.generate(NkeyKind.ACCOUNT)),
                Clock.systemUTC(),
                SessionLimit.NONE,
                ValueHandling.REFUSE,
                new PolicyRules(rules, AccountSeparator.NONE, CertificateReader.NONE));
    }

    @Setup
    public void fill() throws ClaimsException, IOException {
        int plus = rules.indexOf('+');
        policy = policy(
                rules(Integer.parseInt(rules, 0, plus, 10), Integer.parseInt(rules, plus + 1, rules.length(), 10)));
        Requests ring = Requests.of(null, USERS);
        RequestDecoder decoder = new RequestDecoder(Ed25519.fastest(), Clock.systemUTC(), Duration.ofSeconds(5));
        for (int i = 0; i < USERS; i++) {
            requests[i] = decoder.decode(ring.next(), null);
            Set<String> groups = Set.of("department-" + i % DEPARTMENTS, "department-" + (i + 1) % DEPARTMENTS, "all");
            identities[i] = new Identity(
                    "users",
                    "user-" + i,
                    Map.of("team", List.of("red")),
                    groups,
                    Entitlement.plain("user-" + i, "APP"));
        }
    }

    private static RuleSet rules(int ofGroups, int ofLogins) throws IOException {
        if (ofGroups + ofLogins == 0) {
            return RuleSet.EMPTY;
        }
        StringBuilder yaml = new StringBuilder("rules:\n");
        for (int i = 0; i < ofGroups; i++) {
            yaml.append("  g").append(i).append(": {if: {group: department-").append(i);
            yaml.append("}, give: {permissions: {pub: {allow: 'd").append(i).append(".{{name()}}'}}}}\n");
        }
        for (int i = 0; i < ofLogins; i++) {
            yaml.append("  l")
                    .append(i)
                    .append(": {if: {group: all, source: 10.")
                    .append(i);
            yaml.append(".0.0/16, server: 's*'}, give: {tags: net-").append(i).append("}}\n");
        }
        Path file = Files.writeString(Files.createTempFile("rules", ".yaml"), yaml);
        try {
            Values values = new Configuration(Section.of("", RulesSection.SECTION), Map.of(), Path.of(".")).read(file);
            RuleSet read = RulesSection.read(values, Map.of(), Set.of());
            values.throwProblems();
            return read;
        } finally {
            Files.delete(file);
        }
    }

    /** The decision about who has come before, with nothing left to prepare. */
    @Benchmark
    public Ruling decide() {
        next = next + 1 == USERS ? 0 : next + 1;
        return policy.decide(identities[next], requests[next], null);
    }
}
