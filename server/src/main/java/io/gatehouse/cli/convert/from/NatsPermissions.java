package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.directory.users.RecordText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The permissions of a user of nats-server, in the words of users.json. */
final class NatsPermissions {
    private static final int DEFAULT_MAX = 1;
    private static final String DEFAULT_TTL = "2m";

    private final ImportReport report;
    private final String user;

    NatsPermissions(ImportReport report, String user) {
        this.report = report;
        this.user = user;
    }

    /** The object of users.json; null for a user who may do everything. */
    @Nullable String json(Setting permissions) {
        if (!permissions.isPresent()) {
            return null;
        }
        RecordText record = RecordText.EMPTY;
        record = with(record, "pub", side(permissions.sole("publish", "pub", "import")));
        record = with(record, "sub", side(permissions.sole("subscribe", "sub", "export")));
        record = with(record, "resp", responses(permissions.sole("allow_responses", "publish_allow_responses")));
        return record.fields().isEmpty() ? null : record.json();
    }

    private static RecordText with(RecordText record, String field, @Nullable String json) {
        return json == null ? record : record.with(field, json);
    }

    private @Nullable String side(Setting side) {
        if (!side.isPresent()) {
            return null;
        }
        RecordText record = RecordText.EMPTY;
        if (side.isSection()) {
            record = with(record, "allow", subjects(side.sole("allow")));
            record = with(record, "deny", subjects(side.sole("deny")));
        } else {
            record = with(record, "allow", subjects(side));
        }
        return record.fields().isEmpty() ? null : record.json();
    }

    /** An empty list bounds nothing: nats-server takes it for one that is not there. */
    private @Nullable String subjects(Setting list) {
        List<String> subjects = list.texts();
        if (list.isPresent() && subjects.isEmpty()) {
            report.user(
                    Outcome.CHANGED,
                    list.place(),
                    user,
                    "has an empty list of subjects, which bounds nothing for"
                            + " nats-server, and is left out: deny \">\" where nothing is to be allowed");
        }
        return subjects.isEmpty() ? null : NatsUsers.list(subjects);
    }

    private static @Nullable String responses(Setting responses) {
        if (!responses.isPresent() || (!responses.isSection() && !responses.isOn())) {
            return null;
        }
        String max = responses
                .sole("max", "max_msgs", "max_messages", "max_responses")
                .text(String.valueOf(DEFAULT_MAX));
        String ttl = responses.sole("expires", "expiration", "ttl").text(DEFAULT_TTL);
        return RecordText.EMPTY
                .with("max", whole(max.equals("0") ? String.valueOf(DEFAULT_MAX) : max))
                .with("ttl", RecordText.quoted(ttl))
                .json();
    }

    private static String whole(String number) {
        return number.matches("-?[0-9]{1,18}") ? number : RecordText.quoted(number);
    }
}
