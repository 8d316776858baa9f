package io.gatehouse.service.explain;

import io.gatehouse.directory.LookupRecorder;
import io.gatehouse.directory.chain.ChainBuilder;
import io.gatehouse.directory.chain.ChainTrace;
import io.gatehouse.directory.chain.DirectorySettings;
import io.gatehouse.explain.ExplainRequest;
import io.gatehouse.explain.Explanation;
import io.gatehouse.explain.LoginExplainer;
import io.gatehouse.passwords.PasswordChecks;
import io.gatehouse.passwords.PasswordChecksRecorder;
import io.gatehouse.pipeline.PipelineSettings;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.RequestSubjects;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains logins by a configuration alone. Connects to nothing but what directories connect to, and changes nothing.
 */
public final class Explainer implements AutoCloseable {
    /** The first login of a process takes longer than any after it. */
    private static final Duration LEAST_BUDGET = Duration.ofSeconds(10);

    private final GatehouseSettings settings;
    private final Duration patience;
    private final PasswordChecks checks;
    private final LoginExplainer explainer;
    private @Nullable ExplainedDirectories directories;

    /**
     * Of a configuration.
     *
     * @param clock the time of the logins
     * @param maxPayload what nats-server takes in one message, in bytes
     * @param patience how long directories are waited for that cannot answer yet
     */
    public Explainer(GatehouseSettings settings, Clock clock, int maxPayload, Duration patience) {
        this.settings = settings;
        this.patience = patience;
        this.checks = new PasswordChecks(settings.passwords(), PasswordChecksRecorder.NONE);
        this.explainer = new LoginExplainer(new LoginExplainer.Grounds(
                patient(settings.pipeline()),
                settings.lookups(),
                ExplainedPolicy.of(settings, clock),
                settings.signers(),
                settings.xkeys(),
                RequestSubjects.of(settings),
                RequestSubjects.first(settings),
                clock,
                maxPayload));
    }

    private static PipelineSettings patient(PipelineSettings settings) {
        return settings.budget().compareTo(LEAST_BUDGET) < 0 ? settings.withBudget(LEAST_BUDGET) : settings;
    }

    /**
     * Explains one; the directories are opened for the first that they are asked about.
     *
     * @throws IllegalArgumentException when an identity that is assumed cannot be meant
     * @throws RuntimeException when a directory cannot be used
     */
    public Explanation explain(ExplainRequest request) {
        return explainer.explain(request, new Opened());
    }

    private ExplainedDirectories opened() {
        ExplainedDirectories opened = directories;
        if (opened == null) {
            opened = ExplainedDirectories.open(settings.directories(), checks, settings.nats(), patience);
            directories = opened;
        }
        return opened;
    }

    @Override
    public void close() {
        if (directories != null) {
            directories.close();
        }
        checks.close();
    }

    /** The directories, with caches and limits of their own. */
    private final class Opened implements LoginExplainer.Asked {
        @Override
        public List<String> names() {
            return settings.directories().stream().map(DirectorySettings::name).toList();
        }

        @Override
        public ChainBuilder chain(ChainTrace trace) {
            ChainBuilder chain = new ChainBuilder(settings.lookups(), LookupRecorder.NONE);
            opened().addTo(chain, trace);
            return chain;
        }
    }
}
