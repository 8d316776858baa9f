package io.gatehouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.directory.Backend.Probing;
import io.gatehouse.directory.Lookup;
import io.gatehouse.directory.LookupResult;
import io.gatehouse.directory.LookupTerms;
import io.gatehouse.passwords.Precedence;
import io.gatehouse.spans.BackendSpan;
import io.gatehouse.spans.LoginTrace;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * What every directory keeps to that asks a backend after the start: as {@link DirectoryContract}, and it opens while its
 * backend is down.
 */
public abstract class RemoteDirectoryContract extends DirectoryContract {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    /** Whether a lookup of {@link #known} asks the backend, and tells the trace of the login so. */
    protected boolean tracesItsQuestions() {
        return false;
    }

    /** The trace goes to people who may not know of users, and never has a secret in it. */
    @Test
    void aTraceHasItsQuestionsToTheBackend() {
        LoginTrace trace = LoginTrace.begin();
        LookupTerms terms = new LookupTerms(
                System.nanoTime() + WHILE_WELL.toNanos(), Precedence.ORDINARY, false, () -> null, trace);
        Lookup lookup = Objects.requireNonNull(directory().lookup(known().request()));
        assertThat(lookup.start(terms).mono().contextWrite(terms::traced).block(WHILE_WELL))
                .isInstanceOf(LookupResult.Found.class);

        List<BackendSpan> asked = trace.asked(System.nanoTime());
        assertThat(asked.isEmpty()).isNotEqualTo(tracesItsQuestions());
        assertThat(asked).allMatch(question -> question.error() == null);
        assertThat(asked)
                .extracting(question -> question.name() + question.attributes())
                .allSatisfy(told -> assertThat(told).doesNotContain(secrets()).doesNotContain(nameOfKnown()));
    }

    /** For it says when lookups are begun again. Where they are answered without the backend it may say so. */
    @Test
    void itsProbeFailsWhileItsBackendIsDown() throws Exception {
        begin(Fault.DOWN);
        if (ask(known()).isUndecided() && directory().backend().probing() != Probing.NEVER) {
            assertThatThrownBy(() -> directory().probe().block(PATIENCE))
                    .satisfies(error -> assertThat(String.valueOf(error)).doesNotContain(secrets()));
        }
        begin(Fault.NONE);
        assertRecovers();
        assertThat(Outcome.isProbed(directory(), RECOVERY)).isTrue();
    }

    @Test
    void opensThoughItsBackendIsDown() throws Exception {
        directory().close();
        begin(Fault.DOWN);
        openDirectory();
        assertThat(ask(known())).matches(Outcome::isUndecided, "undecided");
        begin(Fault.NONE);
        assertRecovers();
    }
}
