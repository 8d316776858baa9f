package io.gatehouse.cli.users;

import io.gatehouse.cli.place.RecordsFailure;
import io.gatehouse.cli.process.ExitCode;
import io.gatehouse.cli.process.ProgressLine;
import io.gatehouse.directory.bucket.KvBucket.Stored;
import io.gatehouse.directory.bucket.KvException;
import io.gatehouse.directory.users.RecordText;
import io.gatehouse.directory.users.UsersFileException;
import io.gatehouse.policy.text.Quoted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatehouse users export}. */
@Command(
        name = "export",
        description = "Writes all users as a users.json, with their passwords' hashes. The file gets"
                + " mode 0600; an existing file is not overwritten.")
final class ExportCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The file to write. Without it, the standard output.")
    private @Nullable String target;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    private final UserCommands users;

    ExportCommand(UserCommands users) {
        this.users = users;
    }

    @Override
    public Integer call() throws InterruptedException {
        users.with(this::run);
        return ExitCode.OK;
    }

    private void run(UserStore store) throws KvException, InterruptedException {
        boolean watched = target != null && users.context().prompt().isPossible();
        ProgressLine reading = new ProgressLine(watched ? spec.commandLine().getErr() : null, "Reading", 0);
        Map<String, Stored> all = store.all(reading::at);
        reading.end();
        Map<String, String> records = new TreeMap<>();
        all.forEach((name, stored) -> add(name, stored.json(), records));
        String text = RecordText.of(records).lines();
        if (target == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
        } else {
            write(users.context().workingDirectory().resolve(target), text);
            spec.commandLine().getOut().println("Wrote " + records.size() + " users to " + target);
        }
    }

    private void add(String name, @Nullable String json, Map<String, String> records) {
        if (json == null) {
            return;
        }
        try {
            records.put(
                    name,
                    RecordText.parse("user " + Quoted.of(name), json.getBytes(StandardCharsets.UTF_8))
                            .json());
        } catch (UsersFileException e) {
            spec.commandLine().getErr().println("Warning: left out, since it is no record: user " + Quoted.of(name));
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(newFile(file), text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new RecordsFailure(file + " is there already, and is not overwritten; name another file");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFile(Path file) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.createFile(file);
    }
}
