package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.drops.Drop;
import io.gatehouse.policy.DenyReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code gatehouse explain} prints of every end that a login can have, as it is {@linkplain KeptExplanations kept}. */
class ExplainGoldenTest {
    private static final String BUSY =
            "hangs on what else the service is doing, of which an explanation has a part of its own";
    private static final String MESSAGE = "is of the message that brings a request, not of the login";

    /** The ends that no explanation can have, and why. */
    private static final Map<Drop, String> NEVER = Map.ofEntries(
            Map.entry(Drop.QUEUE_FULL, BUSY),
            Map.entry(Drop.SHED, BUSY),
            Map.entry(Drop.DEADLINE, BUSY),
            Map.entry(Drop.LOOKUPS_FULL, BUSY),
            Map.entry(Drop.PENDING_FULL, BUSY),
            Map.entry(Drop.REPLAYED, BUSY),
            Map.entry(Drop.NO_REPLY, MESSAGE),
            Map.entry(Drop.NOT_SENT, MESSAGE),
            Map.entry(Drop.NOT_RECORDED, "no explanation is recorded as a decision"),
            Map.entry(Drop.INTERNAL_ERROR, "is a bug: there is no login that is known to meet one"));

    /**
     * What a running service alone explains so, since failures are counted in it and its logins are hashed for: {@code
     * ExplainEndpointGoldenTest} and {@code LiveExplainerHashingTest} have a case for each.
     */
    private static final Set<Drop> RUNNING = EnumSet.of(Drop.FAILURE_LIMIT, Drop.HASHING_FULL, Drop.HASHING_LATE);

    /** What only a directory of a module of its own refuses for: its tests explain it. */
    private static final EnumSet<DenyReason> OF_MODULES = EnumSet.of(DenyReason.LOCKED, DenyReason.PASSWORD_EXPIRED);

    @TempDir
    private Path dir;

    static List<ExplainCase> cases() {
        return ExplainCases.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void printsWhatIsKept(ExplainCase one) throws Exception {
        String text = one.run(dir, false);
        if (one.reason() != null) {
            assertThat(text)
                    .contains("\n  " + (one.exitCode() == 1 ? "denied" : "no answer"))
                    .contains(one.reason());
        }
        KeptExplanations.assertKept(one.name(), text, one.run(dir, true));
    }

    @Test
    void everyReasonOfARefusalHasACase() {
        assertThat(reasons(1))
                .isEqualTo(EnumSet.complementOf(OF_MODULES).stream()
                        .map(DenyReason::code)
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyReasonForSilenceHasACaseOrCannotBeExplained() {
        Set<String> known = new TreeSet<>(reasons(2));
        NEVER.keySet().stream().map(Drop::code).forEach(known::add);
        RUNNING.stream().map(Drop::code).forEach(known::add);
        assertThat(known).isEqualTo(Arrays.stream(Drop.values()).map(Drop::code).collect(Collectors.toSet()));
        assertThat(reasons(2))
                .doesNotContainAnyElementsOf(
                        NEVER.keySet().stream().map(Drop::code).toList());
    }

    private static Set<String> reasons(int exitCode) {
        return cases().stream()
                .filter(one -> one.exitCode() == exitCode)
                .flatMap(one -> Stream.ofNullable(one.reason()))
                .collect(Collectors.toSet());
    }

    @Test
    void everyKeptFileIsOfACase() throws IOException {
        Set<String> expected = Stream.concat(
                        cases().stream().map(ExplainCase::name),
                        RUNNING.stream().map(Drop::code))
                .flatMap(name -> Stream.of(name + ".txt", name + ".json"))
                .collect(Collectors.toSet());
        assertThat(KeptExplanations.files()).isEqualTo(expected);
    }
}
