package io.gatehouse.load.servers;

import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyException;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.crypto.SigningKey;
import io.gatehouse.load.answer.Expected;
import io.gatehouse.load.options.CheckedOptions;
import io.gatehouse.load.options.UserOptions;
import io.gatehouse.load.request.TestUsers;
import io.gatehouse.load.request.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who asks, who logs in, and what must be answered; a picocli mixin. */
final class RequestOptions extends CheckedOptions {
    private static final int MAX_SOURCES = 1 << 24;

    @Option(
            names = "--xkey",
            paramLabel = "X...",
            description = "The callout's public xkey, for which requests are sealed. Without it they go in the clear.")
    private @Nullable String xkey;

    @Option(
            names = "--issuer",
            paramLabel = "A...",
            description =
                    "The public key that must sign the responses; may be given several times. The first one is also"
                            + " what requests say they are for, and Gatehouse answers no others. Without it any signature is taken"
                            + " that fits, and the result says so.")
    private List<String> issuers = new ArrayList<>();

    @Option(
            names = "--user-issuer",
            paramLabel = "A...",
            description =
                    "The public key that must sign the user JWTs, where it is another than --issuer (operator mode);"
                            + " may be given several times.")
    private List<String> userIssuers = new ArrayList<>();

    @Option(
            names = "--expect-account",
            paramLabel = "NAME_OR_KEY",
            description = "The account that users must be placed in.")
    private @Nullable String account;

    @Option(
            names = "--expect-pub",
            split = ",",
            paramLabel = "SUBJECT",
            description =
                    "The subjects that a user must be allowed to publish to, no more and no fewer; {user} stands for"
                            + " its name.")
    private @Nullable List<String> publish;

    @Option(names = "--expect-sub", split = ",", paramLabel = "SUBJECT", description = "The same for subscriptions.")
    private @Nullable List<String> subscribe;

    @Option(
            names = "--servers",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many nats-servers are played, each with keys of its own. Default: ${DEFAULT-VALUE}")
    private int servers;

    @Option(
            names = "--users",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many users log in, one after the other. Default: ${DEFAULT-VALUE}")
    private int users;

    @Mixin
    private final UserOptions userOptions = new UserOptions();

    @Option(
            names = "--wrong-share",
            paramLabel = "0..1",
            defaultValue = "0",
            description = "The share of the users who always come with a wrong password and must be denied."
                    + " Default: ${DEFAULT-VALUE}")
    private double wrongShare;

    @Option(
            names = "--sources",
            paramLabel = "N",
            defaultValue = "1",
            description = "From how many addresses the users come. Default: ${DEFAULT-VALUE}")
    private int sources;

    @Option(names = "--tls-chain", description = "Send a TLS chain of three certificates with each request.")
    private boolean tlsChain;

    /**
     * The workload that the options describe.
     *
     * @param atLeast how many users there must be, unless they come from a file
     */
    Workload workload(int atLeast) {
        require(servers >= 1 && servers <= 10_000, "--servers must be from 1 to 10000");
        require(users >= 1, "--users must be at least 1");
        require(wrongShare >= 0 && wrongShare <= 1, "--wrong-share must be from 0 to 1");
        require(sources >= 1 && sources < MAX_SOURCES, "--sources must be from 1 to " + (MAX_SOURCES - 1));
        Nkey callout = xkey == null ? null : key("--xkey", xkey, NkeyKind.CURVE);
        issuers.forEach(issuer -> key("--issuer", issuer, NkeyKind.ACCOUNT));
        userIssuers.forEach(issuer -> key("--user-issuer", issuer, NkeyKind.ACCOUNT));
        String subject = issuers.isEmpty()
                ? SigningKey.generate(NkeyKind.ACCOUNT).publicKey().text()
                : issuers.get(0);
        TestUsers who = usable(() -> userOptions.users(Math.max(users, atLeast), wrongShare));
        return Workload.fresh(servers, callout, who, sources, subject, tlsChain);
    }

    Expected expected() {
        return new Expected(
                Set.copyOf(issuers), Set.copyOf(userIssuers), account, subjects(publish), subjects(subscribe));
    }

    private static @Nullable Set<String> subjects(@Nullable List<String> given) {
        return given == null
                ? null
                : given.stream()
                        .flatMap(Stream::of)
                        .filter(subject -> !subject.isBlank())
                        .collect(Collectors.toSet());
    }

    private Nkey key(String option, String text, NkeyKind kind) {
        try {
            return Nkey.parse(text, kind);
        } catch (NkeyException wrong) {
            throw usage(option + " " + text + ": " + wrong.getMessage());
        }
    }
}
