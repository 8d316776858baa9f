package io.gatehouse.policy.rule;

import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.policy.entitlement.ConnectionType;
import io.gatehouse.policy.entitlement.ConnectionTypes;
import io.gatehouse.policy.entitlement.Hours;
import io.gatehouse.policy.entitlement.UserLimits;
import io.gatehouse.policy.source.Sources;
import io.gatehouse.policy.template.Template;
import io.gatehouse.policy.template.TemplatePlace;
import io.gatehouse.policy.text.GoDuration;
import io.gatehouse.policy.text.Quoted;
import io.gatehouse.policy.text.UserText;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** The keys below {@code give}: words of users.json, where it has one. */
final class EffectKeys {
    private static final int LONGEST_NOTE = 256;

    static final Key<List<Template>> ACCOUNT = templates("account", TemplatePlace.ACCOUNT, false)
            .help("The account that the user is placed in, by name or public key; may be a"
                    + " [template](templates.md). Of several the login must"
                    + " [name one](rules.md#several-accounts).");
    static final Key<List<Template>> PUB_ALLOW =
            subjects("allow", false).help("What may be published to; may be [templates](templates.md).");
    static final Key<List<Template>> PUB_DENY = subjects("deny", false).help("What may not, whatever any rule allows.");
    static final Key<List<Template>> SUB_ALLOW = subjects("allow", true)
            .help("What may be subscribed to, each with an optional queue group after a space; may be"
                    + " [templates](templates.md).");
    static final Key<List<Template>> SUB_DENY = subjects("deny", true).help("What may not, whatever any rule allows.");
    static final Key<Integer> RESP_MAX = Key.count("max", "", -1, Integer.MAX_VALUE)
            .help("How many responses may be published to the reply subject of each message received; `-1` for any"
                    + " number, `0` for the server's default, 1.");
    static final Key<Duration> RESP_TTL = Key.of("ttl", "duration", "", given -> goDuration(given.text()))
            .help("For how long after the message; `0` for the server's default, 2 minutes; negative is forever.");
    static final Section PUB = Section.of("pub", PUB_ALLOW, PUB_DENY);
    static final Section SUB = Section.of("sub", SUB_ALLOW, SUB_DENY);
    static final Section RESP = Section.of("resp", RESP_MAX, RESP_TTL);
    static final Section PERMISSIONS = Section.of("permissions", PUB, SUB, RESP);
    static final Key<Long> SUBS = limit("subs", UserLimits::requireSubs)
            .help("The most subscriptions; `-1` for no limit. [Enforced by newer"
                    + " servers](users-json.md#who-enforces-what) only.");
    static final Key<Long> DATA =
            limit("data", EffectKeys::requireLimit).help("Carried in the user JWT. **Nobody enforces it.**");
    static final Key<Long> PAYLOAD = limit("payload", UserLimits::requirePayload)
            .help("The largest message in bytes; `-1` for no limit. [Enforced by newer"
                    + " servers](users-json.md#who-enforces-what) only.");
    static final Key<Sources> SRC = Key.of(
                    "src", "address or network, or a list of these", "", given -> ConditionKeys.sources(given.texts()))
            .help("Where the client may come from. Whoever comes from elsewhere is denied; a condition `source` would"
                    + " only keep the rule from holding.");
    static final Key<List<Hours.Window>> TIMES = Key.of(
                    "times",
                    "HH:MM:SS-HH:MM:SS, or a list of these",
                    "",
                    given -> given.texts().stream().map(EffectKeys::window).toList())
            .help("The hours of the day in which the user may be connected. Past midnight when the end is before the"
                    + " start.");
    static final Key<ZoneId> TIMES_LOCATION = Key.of(
                    "times_location", "IANA time zone", "", given -> Hours.zone(given.text()))
            .help("The zone of `times`: `Europe/Berlin`. `UTC` when left out.");
    static final Key<ConnectionTypes> CONNECTION_TYPES = Key.of(
                    "allowed_connection_types",
                    "type of connection, or a list of these",
                    "",
                    given -> ConnectionTypes.of(
                            given.texts().stream().map(ConnectionType::parse).toList()))
            .help("How the client may be connected, in the [words of"
                    + " users.json](users-json.md#allowed_connection_types).");
    static final Key<List<Template>> TAGS = templates("tags", TemplatePlace.TAG, false)
            .help("Tags of the user JWT, in lower case; may be [templates](templates.md).");
    static final Key<String> ROLE = Key.of("role", "text", "", given -> UserText.require("a role", given.text()))
            .help(
                    "Operator mode: which of the account's scoped signing keys signs. Its scope says what the user may, so"
                            + " that no rule that holds may give permissions or limits beside it.");
    static final Key<Duration> SESSION = Key.duration("session", "", "1s", "365d")
            .help("The longest session; [`callout.session`](configuration.md#requests) bounds it.");
    static final Key<Integer> SESSION_JITTER = Key.count("session_jitter", "", 0, SessionLength.MOST_JITTER)
            .help("How much shorter than `session` a session may be, in percent, at random: clients that came together"
                    + " then do not all come back together. `0` when left out.");
    static final Key<String> INBOX = Key.of("inbox", "private", "", given -> inbox(given.text()))
            .help("`private` lets the user listen below `_INBOX.<name>` and keeps everybody else from it. See [private"
                    + " inboxes](rules.md#private-inboxes).");
    static final Key<Template> NAME = Key.of(
                    "name", "text", "", given -> template(given.text(), TemplatePlace.NAME, false))
            .help("What the connection is shown as, in place of the user's name; may be a [template](templates.md).");
    static final Key<String> LOG = Key.of("log", "text", "", given -> note(given.text()))
            .help("What Gatehouse's log says beside such a login, and nats-server's log when it is denied.");
    static final Key<Boolean> REFUSE = Key.flag("refuse", false)
            .help("Denies the login, whatever other rules give. Nothing but `log` can be beside it.");
    static final Key<Boolean> SILENT = Key.flag("silent", false)
            .help(
                    "Gives the login no answer, whatever other rules give, unless one refuses it: for another callout that"
                            + " answers such logins. Nothing but `log` can be beside it.");

    /** All of them. */
    static final Section SECTION = Section.of(
            "give",
            ACCOUNT,
            ROLE,
            PERMISSIONS,
            INBOX,
            SUBS,
            DATA,
            PAYLOAD,
            SRC,
            TIMES,
            TIMES_LOCATION,
            CONNECTION_TYPES,
            SESSION,
            SESSION_JITTER,
            TAGS,
            NAME,
            LOG,
            REFUSE,
            SILENT);

    private EffectKeys() {}

    private static Key<List<Template>> subjects(String name, boolean queue) {
        return templates(name, TemplatePlace.SUBJECT, queue);
    }

    private static Key<List<Template>> templates(String name, TemplatePlace place, boolean queue) {
        return Key.of(
                name,
                "text, or a list of texts",
                "",
                given -> given.texts().stream()
                        .map(text -> template(text, place, queue))
                        .toList());
    }

    private static Template template(String text, TemplatePlace place, boolean queue) {
        UserText.require("a template", text);
        return Template.parse(text).require(place, queue);
    }

    private static Key<Long> limit(String name, LongUnaryOperator bounds) {
        return Key.of(name, "whole number", "", given -> bounds.applyAsLong(number(given.text())));
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a whole number", e);
        }
    }

    private static long requireLimit(long limit) {
        if (limit < UserLimits.NO_LIMIT) {
            throw new IllegalArgumentException("must be -1 for no limit, or more");
        }
        return limit;
    }

    private static Duration goDuration(String text) {
        Duration duration = GoDuration.parse(text.strip());
        if (duration == null) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not a duration such as 2m");
        }
        return duration;
    }

    private static Hours.Window window(String text) {
        String[] times = text.split("-", -1);
        if (times.length != 2) {
            throw new IllegalArgumentException(Quoted.of(text) + " is no range such as 08:00:00-17:30:00");
        }
        return Hours.Window.parse(times[0].strip(), times[1].strip());
    }

    private static String inbox(String text) {
        if (!text.equals("private")) {
            throw new IllegalArgumentException(Quoted.of(text) + " is unknown; use private, or remove the key");
        }
        return text;
    }

    private static String note(String text) {
        UserText.require("the text", text);
        if (text.length() > LONGEST_NOTE) {
            throw new IllegalArgumentException("has more than " + LONGEST_NOTE + " characters");
        }
        return text;
    }
}
