package io.gatehouse.cli.convert.from;

import io.gatehouse.cli.convert.parts.ImportFailure;
import io.gatehouse.cli.convert.parts.ImportReport;
import io.gatehouse.cli.convert.parts.ImportRequest;
import io.gatehouse.cli.convert.parts.ImportedParts;
import io.gatehouse.cli.convert.parts.Setting;
import io.gatehouse.cli.convert.parts.SourceReader;
import io.gatehouse.cli.convert.parts.SourceText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The settings of mosquitto-go-auth: {@code auth_opt_} and {@code plugin_opt_} lines of a mosquitto.conf. */
public final class MosquittoReader implements SourceReader {
    private static final String NO_NAME = "a line";

    /** What may have rights in it, or settings of the plugin that bound them. */
    private static final Set<String> ELSEWHERE = Set.of("include_dir", "acl_file");

    private static final Pattern LINE = Pattern.compile("\\s*(\\S+)\\s*(.*?)\\s*");
    private static final Pattern OPTION = Pattern.compile("(?:auth|plugin)_opt_(\\S+)");

    @Override
    public void read(ImportRequest request, ImportedParts parts) {
        Path file = request.file();
        Options options = options(file, parts.report());
        Setting root = options.settings;
        Setting backends = root.get("backends");
        String named = backends.text();
        if (named == null) {
            throw new ImportFailure(file + ": auth_opt_backends is missing: this is not the file with the settings of"
                    + " mosquitto-go-auth");
        }
        List<String> names = Arrays.stream(named.split(","))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .filter(name -> !name.isEmpty())
                .toList();
        new MosquittoBackends(root, request, parts, names, options.whole).convert();
        general(root, parts);
        parts.report().unused(root);
    }

    /**
     * What a file has for the plugin.
     *
     * @param whole whether nothing else says what users may: neither files that are included nor mosquitto's own
     */
    private record Options(Setting settings, boolean whole) {}

    /** Options by their names without the prefix; all else in the file is mosquitto's own. */
    private static Options options(Path file, ImportReport report) {
        Map<String, Setting> options = new LinkedHashMap<>();
        boolean whole = true;
        int number = 0;
        for (String line :
                (Iterable<String>) SourceText.of(file, SourceText.SETTINGS).lines()::iterator) {
            String place = file + ": line " + ++number;
            Matcher parts = LINE.matcher(line);
            if (line.isBlank() || line.strip().startsWith("#") || !parts.matches()) {
                continue;
            }
            Matcher option = OPTION.matcher(parts.group(1));
            if (option.matches() && option.group(1).equals(named(option.group(1)))) {
                String name = option.group(1).toLowerCase(Locale.ROOT);
                options.put(name, Setting.of(name, place, parts.group(2)));
            } else {
                whole &= !ELSEWHERE.contains(parts.group(1));
                other(Setting.of(named(parts.group(1)), place, parts.group(2)), report);
            }
        }
        return new Options(Setting.of("", file.toString(), options), whole);
    }

    /** What is no name may be anything, and is not repeated. */
    private static String named(String word) {
        return word.matches("[A-Za-z0-9_]{1,60}") ? word : NO_NAME;
    }

    private static void other(Setting setting, ImportReport report) {
        switch (setting.path()) {
            case "include_dir" -> report.left(setting, "is not followed: import the file there that has the options");
            case "password_file" ->
                report.left(
                        setting,
                        "mosquitto's own hashes are not taken here: give these users new" + " passwords in users.json");
            case "acl_file" -> report.left(setting, "write what it allows as rules: docs/guides/rules.md");
            case "allow_anonymous" -> {
                if (setting.isOn()) {
                    report.left(setting, "clients without credentials are refused from now on: give them some");
                }
            }
            case NO_NAME -> report.left(setting, "is no name of a setting, and a space: look at the line");
            default -> report.stays(setting, "mosquitto's own");
        }
    }

    /** What is neither of a backend nor of who may log in. */
    private static void general(Setting root, ImportedParts parts) {
        ImportReport report = parts.report();
        cache(root, parts);
        root.entries().forEach((name, setting) -> {
            if (name.matches("log_.*|.*hasher.*|.*connect_tries|retry_count|exhaust_backend_first|.*user_agent")) {
                report.stays(setting, "has nothing to do here");
            } else if (name.matches("disable_superuser|.*_disable_superuser")) {
                report.stays(setting, "there are no superusers here; rules say who may what");
            } else if (name.matches("(check|strip)_prefix|prefixes")) {
                report.left(
                        setting,
                        "users are not sent to a backend by a prefix: bound each directory by match.user, as"
                                + " in match: {user: \"pg_*\"}");
            } else if (name.equals("use_clientid_as_username") && setting.isOn()) {
                report.left(setting, "a client id is no user name here: give the clients user names");
            }
        });
    }

    private static void cache(Setting root, ImportedParts parts) {
        Setting cache = root.get("cache");
        Setting seconds = root.get("auth_cache_seconds");
        if (cache.isOn() && seconds.text("").matches("[0-9]{1,8}")) {
            parts.section("cache").put("ttl", seconds.text("") + "s");
            parts.report().carried(seconds, "cache.ttl");
        }
        root.entries().forEach((name, setting) -> {
            if (name.startsWith("cache") || name.matches("(auth|acl)_(cache|jitter)_?seconds|(auth|acl)_cache.*")) {
                parts.report().stays(setting, "each directory has a cache of its own: docs/reference/configuration.md");
            }
        });
    }
}
