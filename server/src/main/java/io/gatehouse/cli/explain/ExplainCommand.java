package io.gatehouse.cli.explain;

import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.SettingsOptions;
import io.gatehouse.explain.Credentials;
import io.gatehouse.explain.ExplainExitCode;
import io.gatehouse.explain.ExplainRequest;
import io.gatehouse.explain.ExplainRequestJson;
import io.gatehouse.explain.ExplainedLogin;
import io.gatehouse.explain.Explanation;
import io.gatehouse.explain.ExplanationJson;
import io.gatehouse.explain.ExplanationText;
import io.gatehouse.explain.LoginDescription;
import io.gatehouse.logging.LogSettings;
import io.gatehouse.logging.Logging;
import io.gatehouse.pipeline.message.Replies;
import io.gatehouse.service.GatehouseSettings;
import io.gatehouse.service.SettingsLoader;
import io.gatehouse.service.explain.Explainer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse explain}: why a login ends as it does. */
@Command(
        name = "explain",
        exitCodeOnInvalidInput = ExplainExitCode.USAGE,
        exitCodeOnExecutionException = ExplainExitCode.FAILED,
        description = {
            "Says why a login succeeds or fails: what each directory answers, which rules hold and which do not, what the"
                    + " user may do, and the verdict. It needs no running service, logs nobody in and changes nothing. With"
                    + " --url a running service explains the login, and wrong credentials count as those of a login.",
            "The login is given by credentials, by an assumed identity (--as), or by a captured request."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse explain -c gatehouse.yaml --user alice",
            "  gatehouse explain -c gatehouse.yaml --as alice --groups nurses --connection websocket",
            "  gatehouse explain -c gatehouse.yaml --cert client.pem --json",
            "  gatehouse explain -c gatehouse.yaml --against next.yaml",
            "  gatehouse explain --url http://127.0.0.1:9465 --admin-token-file admin.token --user alice",
            "",
            "Exit codes: 0 granted, 1 denied, 2 no answer, 64 the command line is wrong, 70 the configuration, a"
                    + " directory or the running service cannot be used. With --against: 0 nobody's permissions change, 1 somebody's do."
        })
public final class ExplainCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Mixin
    private SettingsOptions configuration = new SettingsOptions();

    @Mixin
    private RunningOptions running = new RunningOptions();

    @Mixin
    private CredentialOptions credentials = new CredentialOptions();

    @Mixin
    private AssumedOptions assumed = new AssumedOptions();

    @Mixin
    private CapturedOptions captured = new CapturedOptions();

    @Mixin
    private LoginOptions facts = new LoginOptions();

    @Mixin
    private AgainstOptions against = new AgainstOptions();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            order = 50,
            description =
                    "Explains the login as of another time, such as 2026-12-24T22:00:00Z: the hours and the expiry of users, and"
                            + " the times of a request, are checked against it. What directories check themselves goes by"
                            + " the real clock: the validity of certificates, revocation lists.")
    private @Nullable String at;

    @Option(
            names = "--max-payload",
            paramLabel = "BYTES",
            order = 51,
            description = "The largest message that nats-server accepts. Default: 1048576")
    private @Nullable Integer maxPayload;

    @Option(names = "--json", order = 52, description = "Print one JSON object.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    public ExplainCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        Logging.configure(new LogSettings(LogSettings.Level.ERROR, LogSettings.Format.TEXT));
        try {
            refuseTwoLogins();
            if (running.areGiven()) {
                return ask(running.service(loader(), configuration.file(context), context));
            }
            GatehouseSettings settings = loader().load(configuration.file(context));
            return against.areGiven() ? compare(settings) : explain(settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()));
        } finally {
            Logging.configure(LogSettings.DEFAULT);
        }
    }

    private void refuseTwoLogins() {
        int ways = (credentials.areGiven() ? 1 : 0)
                + (assumed.areGiven() ? 1 : 0)
                + (captured.isGiven() ? 1 : 0)
                + (against.areGiven() ? 1 : 0);
        if (ways > 1) {
            throw new IllegalArgumentException(
                    "give credentials, or --as, or --request, or --against: one of them says whose login it is");
        }
    }

    private SettingsLoader loader() {
        return configuration.loader(context);
    }

    private int explain(GatehouseSettings settings) throws IOException {
        ExplainRequest request = request();
        int most = maxPayload == null ? Replies.DEFAULT_MAX_PAYLOAD : maxPayload;
        try (Explainer explainer = new Explainer(settings, clock(), most, PATIENCE)) {
            Explanation explanation = explainer.explain(request);
            print(json ? ExplanationJson.of(explanation) : ExplanationText.of(explanation));
            return explanation.exitCode();
        }
    }

    private int ask(ExplainingService service) throws IOException {
        if (at != null || maxPayload != null || against.areGiven()) {
            throw new IllegalArgumentException(
                    "--at, --max-payload and --against are for a configuration, and --url asks a service that has its own");
        }
        ExplainingService.Explained explained = service.ask(new ExplainRequestJson(request(), !json));
        print(explained.printed());
        return explained.code();
    }

    private ExplainRequest request() throws IOException {
        if (captured.isGiven()) {
            return ExplainRequest.of(captured.read(context));
        }
        LoginDescription told = facts.facts();
        return assumed.areGiven()
                ? ExplainRequest.of(assumed.identity(), told)
                : ExplainRequest.of(credentials.read(context), told);
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }

    private int compare(GatehouseSettings settings) throws IOException {
        ExplainedLogin login = facts.facts().with(Credentials.NOTHING);
        GatehouseSettings other = loader().load(context.workingDirectory().resolve(against.file()));
        return against.compare(settings, other, login, clock(), context, spec.commandLine(), json);
    }

    private Clock clock() {
        try {
            return at == null ? Clock.systemUTC() : Clock.fixed(Instant.parse(at), ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("--at " + at + " is not a time such as 2026-12-24T22:00:00Z", e);
        }
    }
}
