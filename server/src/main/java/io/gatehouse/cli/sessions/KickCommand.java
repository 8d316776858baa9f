package io.gatehouse.cli.sessions;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProcessContext;
import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.cli.sessions.SystemOptions.Accounts;
import io.gatehouse.sessions.Closing;
import io.gatehouse.sessions.FoundSessions;
import io.gatehouse.sessions.ServerSession;
import io.gatehouse.sessions.SystemAccess;
import io.gatehouse.sessions.SystemConnection;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatehouse kick}. */
@Command(
        name = "kick",
        description = {
            "Closes sessions on all servers of the cluster: those of a user, in an account, of a signing key, on a server, or a"
                    + " single one.",
            "The client logs in again, and is let in if its user still may log in. So disable the user first, or send POST"
                    + " /-/revoke to the service, which also removes the user from its cache."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  gatehouse kick -c gatehouse.yaml --user alice",
            "  gatehouse kick -c gatehouse.yaml --user alice --account APP1 --confirm 3",
            "  gatehouse kick --creds sys.creds --on n1 --cid 42 --confirm 1",
            "  gatehouse kick -c gatehouse.yaml --account APP1 --rate 50",
            "  gatehouse kick -c gatehouse.yaml --key \"$OLD_KEY\" --rate 50",
            "  gatehouse kick -c gatehouse.yaml --user alice --confirm 3 --json >> kicked.jsonl",
            "",
            "The sessions are listed first. At a terminal, you confirm by typing how many there are. A script passes"
                    + " --confirm; if there are more sessions than that, none is closed. The command's own session is not among"
                    + " them.",
            "",
            "Exit codes: 0 all of them are closed or have ended, 1 some may be left, or nothing was confirmed, 2 the"
                    + " command line is wrong."
        })
public final class KickCommand implements Callable<Integer> {
    @Mixin
    private SystemOptions options = new SystemOptions();

    @Option(names = "--on", order = 5, paramLabel = "SERVER", description = "The sessions on the server of this name.")
    private @Nullable String server;

    @Option(
            names = "--cid",
            order = 6,
            paramLabel = "NUMBER",
            description = "The session with this number. Needs --on.")
    private @Nullable Long cid;

    @Option(
            names = "--confirm",
            order = 7,
            paramLabel = "NUMBER",
            description = "How many sessions may be closed; there is no prompt then.")
    private @Nullable Integer confirmed;

    @Option(
            names = "--rate",
            order = 8,
            paramLabel = "NUMBER",
            description =
                    "How many sessions are closed a second at most, 1 or more. Default: as fast as servers close them.")
    private @Nullable Integer rate;

    @Option(
            names = "--json",
            order = 9,
            description =
                    "Print what became of each session as a JSON object on a line of its own, and all else on stderr.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final ProcessContext context;

    public KickCommand(ProcessContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (options.user == null && options.account == null && options.key == null && server == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "which sessions? Give --user USER, --account ACCOUNT, --key KEY, or --on SERVER");
        }
        if ("".equals(options.user) || "".equals(options.account) || "".equals(server)) {
            // A script's variable without a value would close everybody.
            throw new ParameterException(spec.commandLine(), "an empty name would mean the sessions of all users");
        }
        if (cid != null && server == null) {
            throw new ParameterException(
                    spec.commandLine(), "--cid is a session's number on one server: give that server with --on");
        }
        if (rate != null && rate < 1) {
            throw new ParameterException(spec.commandLine(), "--rate: at least 1 session a second must be closed");
        }
        return options.with(context, spec, this::kick);
    }

    private int kick(SystemAccess access, Accounts accounts) throws InterruptedException {
        PrintWriter out =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        FoundSessions all = options.find(access, accounts);
        FoundSessions found = new FoundSessions(
                all.sessions().stream()
                        .filter(this::isMeant)
                        .filter(session -> !access.sessions().connection().isOwn(session))
                        .toList(),
                all.coverage());
        SessionTable.print(found, accounts, out);
        out.println(SessionTable.summary(found));
        out.flush();
        int failed = 0;
        if (!found.sessions().isEmpty()) {
            confirm(found.sessions().size());
            Map<Closing, Integer> closed = close(access, accounts, found);
            failed = closed.getOrDefault(Closing.FAILED, 0);
            out.println("closed " + closed.getOrDefault(Closing.CLOSED, 0)
                    + words(closed.getOrDefault(Closing.GONE, 0), " had already ended")
                    + words(failed, " may be left: their servers do not answer, or cannot close them"));
        }
        return failed == 0 && found.coverage().isWhole() && isPrinted() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Who asks for lines wants to keep them. */
    private boolean isPrinted() {
        boolean lost = json && spec.commandLine().getOut().checkError();
        if (lost) {
            spec.commandLine().getErr().println("the standard output could not be written: lines are missing there");
        }
        return !lost;
    }

    private static String words(int number, String what) {
        return number == 0 ? "" : ", " + number + what;
    }

    private boolean isMeant(ServerSession session) {
        return (server == null || server.equals(session.serverName()) || server.equals(session.server()))
                && (cid == null || cid == session.cid());
    }

    /** @throws RecordsFailure when they are not to be closed */
    private void confirm(int number) {
        Integer most = confirmed;
        if (most != null) {
            if (number > most) {
                throw new RecordsFailure(
                        "there are " + number + ", and --confirm lets " + most + " be closed: nothing was closed");
            }
        } else if (!context.prompt().isPossible()) {
            throw new RecordsFailure("confirm with --confirm " + number + ": nothing was closed");
        } else {
            String typed = context.prompt().answer("Type " + number + " to close them: ");
            if (typed == null || !typed.strip().equals(Integer.toString(number))) {
                throw new RecordsFailure("not confirmed: nothing was closed");
            }
        }
    }

    private Map<Closing, Integer> close(SystemAccess access, Accounts accounts, FoundSessions found)
            throws InterruptedException {
        PrintWriter err = spec.commandLine().getErr();
        List<ServerSession> sessions = found.sessions();
        ProgressLine progress =
                new ProgressLine(context.prompt().isPossible() ? err : null, "Closing", sessions.size());
        SystemConnection connection = access.sessions().connection();
        Map<Closing, Integer> closed = new ClosingRun(
                        access.sessions()::close,
                        connection::isOpen,
                        rate == null ? Pace.unlimited() : Pace.perSecond(rate),
                        progress,
                        ended -> print(ended, accounts))
                .close(sessions);
        if (!connection.isOpen()) {
            err.println("the connection to nats-server is lost");
        }
        return closed;
    }

    private void print(EndedSession ended, Accounts accounts) {
        if (json) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(SessionTable.json(ended, accounts));
            out.flush();
        }
    }
}
