package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportReport.Outcome;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The roles of nats-iam-broker, whose permissions and limits go into the rules of the bindings that have them. */
final class IamRoles {
    private static final List<String> LIMITS = List.of("subs", "data", "payload");
    private static final List<String> HOURS = List.of("times", "locale", "times_location");

    private final Map<String, Setting> roles = new LinkedHashMap<>();
    private final ImportReport report;
    private final IamTexts texts;
    private final IamProviders providers;

    IamRoles(Setting roles, ImportReport report, IamTexts texts, IamProviders providers) {
        this.report = report;
        this.texts = texts;
        this.providers = providers;
        for (Setting role : roles.items()) {
            this.roles.putIfAbsent(role.get("name").text(""), role);
        }
    }

    /** What a rule gives; null when it cannot be said, and the binding is left out. */
    @Nullable Map<String, Object> give(Setting binding, List<String> names) {
        Map<String, Object> permissions = new LinkedHashMap<>();
        Map<String, Object> give = new LinkedHashMap<>();
        for (String side : List.of("pub", "sub")) {
            List<String> allow = new ArrayList<>();
            List<String> deny = new ArrayList<>();
            for (Setting role : roles(binding, names)) {
                Setting subjects = role.get("permissions").get(side);
                subjects(subjects.get("allow"), allow);
                if (!subjects(subjects.get("deny"), deny)) {
                    report.left(
                            binding,
                            "is left out, since what a role of it denies has a template that there is none for");
                    return null;
                }
            }
            side(binding, side, allow, deny, permissions);
        }
        permissions.put("resp", responses(roles(binding, names)));
        give.put("permissions", permissions);
        String unknown = limits(roles(binding, names), give);
        if (unknown != null) {
            report.left(
                    binding,
                    "is left out, since its users would be bounded less than by " + unknown
                            + " of a role: write a rule for it, where hours are times");
            return null;
        }
        return give;
    }

    private List<Setting> roles(Setting binding, List<String> names) {
        List<Setting> found = new ArrayList<>();
        for (String name : names) {
            Setting role = roles.get(name);
            if (role == null) {
                report.add(Outcome.LEFT, binding.place(), binding.path(), "has a role that there is not");
            } else {
                found.add(role);
            }
        }
        return found;
    }

    /** Whether all could be said. */
    private boolean subjects(Setting list, List<String> to) {
        boolean all = true;
        for (Setting item : list.items()) {
            String subject = texts.subject(item.text(""), providers::attribute);
            if (subject == null) {
                report.left(
                        item, "has a template that there is none for, and is left out: docs/reference/templates.md");
                all = false;
            } else if (!to.contains(subject)) {
                to.add(ImportedParts.literal(subject));
            }
        }
        return all;
    }

    private void side(
            Setting binding, String side, List<String> allow, List<String> deny, Map<String, Object> permissions) {
        Map<String, Object> subjects = new LinkedHashMap<>();
        if (!allow.isEmpty()) {
            subjects.put("allow", allow);
        }
        if (!deny.isEmpty()) {
            subjects.put("deny", deny);
        }
        if (!subjects.isEmpty()) {
            permissions.put(side, subjects);
        }
        if (allow.isEmpty() && side.equals("sub")) {
            report.add(
                    Outcome.LEFT,
                    binding.place(),
                    binding.path(),
                    "its roles allow no subject to subscribe to, which is"
                            + " every subject there and none here: write sub.allow in the rule");
        }
    }

    /** The broker always allows responses: one, for two minutes, where nothing else is said. */
    private static Map<String, Object> responses(List<Setting> roles) {
        Map<String, Object> responses = new LinkedHashMap<>(Map.of("max", "1", "ttl", "120s"));
        for (Setting role : roles) {
            Setting given = role.get("permissions").get("resp");
            String max = given.get("max_msgs", "max").text("");
            Duration ttl = IamTexts.duration(given.get("exp", "ttl").text());
            if (max.matches("[1-9][0-9]{0,8}")) {
                responses.put("max", max);
            }
            if (ttl != null) {
                responses.put("ttl", ttl.toSeconds() + "s");
            } else if (given.get("exp", "ttl").isPresent()) {
                responses.put("ttl", "1s");
            }
        }
        return responses;
    }

    /** Of several roles the last one with a limit counts. The name of one that cannot be said; null where there is none. */
    private static @Nullable String limits(List<Setting> roles, Map<String, Object> give) {
        for (Setting role : roles) {
            Setting limits = role.get("limits");
            for (String name : LIMITS) {
                Setting limit = limits.get(name);
                if (limit.text("").matches("-1|[1-9][0-9]{0,17}")) {
                    give.put(name, limit.text(""));
                } else if (limit.isPresent()) {
                    return name;
                }
            }
            Setting sources = limits.get("src");
            if (!sources.texts().isEmpty()) {
                give.put("src", sources.texts());
            }
            for (String name : HOURS) {
                if (limits.get(name).isPresent()) {
                    return name;
                }
            }
        }
        return null;
    }
}
