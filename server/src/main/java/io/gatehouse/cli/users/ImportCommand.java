package io.gatehouse.cli.users;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.bucket.KvKey;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.text.Quoted;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users import}. */
@Command(
        name = "import",
        description = {
            "Stores the users of a users.json. Nothing is stored unless the whole file can be used.",
            "Users who are stored already, with the same record, are skipped. Users who are stored with another record are"
                    + " not changed but listed, or replaced with --replace."
        })
final class ImportCommand implements Callable<Integer> {
    private static final int TOLD = 10;

    @Parameters(paramLabel = "FILE", description = "A users.json.")
    private String source = "";

    @Option(names = "--replace", description = "Replace users who are stored with another record.")
    private boolean replace;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    ImportCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Stored> given = FileStore.open(
                        users.context().workingDirectory().resolve(source))
                .all(read -> {});
        users.with(store -> run(store, given));
        return ExitCode.OK;
    }

    private void run(UserStore store, Map<String, Stored> given) throws KvException, InterruptedException {
        ProgressLine reading = progress("Reading", 0);
        Map<String, Stored> present = store.all(reading::at);
        reading.end();
        Map<String, Stored> changes = new LinkedHashMap<>();
        int same = 0;
        int left = 0;
        for (Map.Entry<String, Stored> user : given.entrySet()) {
            String name = store.form().of(user.getKey());
            Stored before = present.getOrDefault(name, Stored.NOTHING);
            if (isSame(user.getValue().json(), before.json())) {
                same++;
            } else if (before.json() != null && !replace) {
                tellLeft(name, left++);
            } else {
                verifyName(name);
                if (changes.put(name, new Stored(user.getValue().json(), before.revision())) != null) {
                    throw new RecordsFailure("nothing was stored: user " + Quoted.of(name) + " is in the file in two"
                            + " spellings, and is one user in " + store.name());
                }
            }
        }
        store(store, changes, same, left);
    }

    private static void verifyName(String user) {
        try {
            String unused = KvKey.of(user);
        } catch (IllegalArgumentException e) {
            throw new RecordsFailure("nothing was stored: " + e.getMessage());
        }
    }

    private void store(UserStore store, Map<String, Stored> changes, int same, int left)
            throws KvException, InterruptedException {
        ProgressLine writing = progress("Storing", changes.size());
        int others = changes.isEmpty() ? 0 : store.putAll(changes, writing::at);
        writing.end();
        PrintWriter out = spec.commandLine().getOut();
        out.println("Stored " + (changes.size() - others) + ", unchanged " + same + ", left " + left);
        if (others > 0) {
            throw new RecordsFailure(others + " were changed by somebody else meanwhile: start the import again");
        }
        if (left > 0) {
            throw new RecordsFailure(
                    left + " are stored with other records and were not changed: --replace replaces them");
        }
    }

    private void tellLeft(String user, int number) {
        if (number < TOLD) {
            spec.commandLine().getErr().println("user " + Quoted.of(user) + " is stored with another record");
        }
    }

    private static boolean isSame(@Nullable String one, @Nullable String other) {
        return one != null && other != null && fields(one).equals(fields(other));
    }

    /** The order of fields and white space have no meaning. */
    private static Map<String, String> fields(String json) {
        try {
            return RecordText.parse("record", json.getBytes(StandardCharsets.UTF_8))
                    .fields();
        } catch (UsersFileException e) {
            return Map.of(json, "");
        }
    }

    private ProgressLine progress(String what, int total) {
        return new ProgressLine(
                users.context().prompt().isPossible() ? spec.commandLine().getErr() : null, what, total);
    }
}
