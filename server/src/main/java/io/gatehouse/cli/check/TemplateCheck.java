package io.gatehouse.cli.check;

import io.gatehouse.claims.Permissions;
import io.gatehouse.claims.Permissions.SubjectRules;
import io.gatehouse.claims.account.AccountSigningKey.Scope;
import io.gatehouse.cli.check.finding.Findings;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares {@code allow_dots} with a scope's template: where that takes names or tags, a dot opens other users' subjects. */
final class TemplateCheck {
    private static final Pattern TAKES_TEXT_OF_USERS =
            Pattern.compile("\\{\\{\\s*(name|tag)\\s*\\(", Pattern.CASE_INSENSITIVE);

    private TemplateCheck() {}

    /** @param role null for the account's own signing key */
    static void run(String account, @Nullable String role, Scope scope, Findings findings) {
        String key = "accounts." + account + (role == null ? "" : ".roles." + role) + ".allow_dots";
        List<String> taking = subjects(scope.template().permissions())
                .filter(subject -> TAKES_TEXT_OF_USERS.matcher(subject).find())
                .toList();
        if (!taking.isEmpty()) {
            findings.fail(
                    key + " lets a user named \"a.b\" into the subjects of user \"a\", since the key's template has "
                            + taking.get(0) + ": set it to false, or take names and tags out of the template");
        }
    }

    private static Stream<String> subjects(Permissions permissions) {
        return Stream.concat(subjects(permissions.publish()), subjects(permissions.subscribe()));
    }

    private static Stream<String> subjects(SubjectRules rules) {
        return Stream.concat(rules.allow().stream(), rules.deny().stream());
    }
}
