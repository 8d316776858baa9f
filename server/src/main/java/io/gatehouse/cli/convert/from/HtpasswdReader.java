package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.SourceReader;
import io.gatehouse.cli.convert.parts.SourceText;
import io.gatehouse.directory.users.RecordText;
import java.nio.file.Path;

/** The users of an htpasswd file. */
public final class HtpasswdReader implements SourceReader {
    @Override
    public void read(ImportRequest request, ImportedParts parts) {
        String account = request.placed();
        Path file = request.file();
        String text = SourceText.of(file, SourceText.USERS);
        PasswordLinesReader.read(
                file, text, parts, RecordText.EMPTY.with("account", RecordText.quoted(account)), parts.users()::add);
        parts.section("callout").put("allowed_accounts", java.util.List.of(account));
        parts.addUserDirectories();
        parts.report()
                .add(
                        Outcome.CHANGED,
                        file.toString(),
                        "permissions",
                        "the users may do everything in " + account
                                + ", since the file does not say what they may: add permissions to users.json, or rules");
    }
}
