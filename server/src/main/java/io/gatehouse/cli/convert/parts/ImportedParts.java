package io.gatehouse.cli.convert.parts;

import io.gatehouse.cli.init.NewFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is to be written: sections of gatehouse.yaml, users, and files with secrets. */
public final class ImportedParts {
    public static final String SETTINGS = "gatehouse.yaml";
    public static final String USERS = "users.json";
    public static final String NKEYS = "nkeys.json";

    private static final Pattern REFERENCE = Pattern.compile("\\$(\\{[^}]*})");

    private final ImportReport report = new ImportReport();
    private final Map<String, Object> sections = new LinkedHashMap<>();
    private final Map<String, String> secrets = new LinkedHashMap<>();
    private final ImportedUsers users = new ImportedUsers(USERS, report);
    private final ImportedUsers nkeys = new ImportedUsers(NKEYS, report);

    public ImportReport report() {
        return report;
    }

    public ImportedUsers users() {
        return users;
    }

    /** Users who log in with an nkey. */
    public ImportedUsers nkeys() {
        return nkeys;
    }

    /** A section of gatehouse.yaml by its path, made where it is not there; values are texts, numbers, lists and maps. */
    @SuppressWarnings("unchecked")
    public Map<String, Object> section(String... path) {
        Map<String, Object> at = sections;
        for (String name : path) {
            at = (Map<String, Object>) at.computeIfAbsent(name, key -> new LinkedHashMap<String, Object>());
        }
        return at;
    }

    /** Writes a secret into a file of its own, of mode 0600; the path that gatehouse.yaml has for it. */
    public String secret(String name, String text) {
        String path = "secrets/" + name;
        secrets.put(path, text + "\n");
        return path;
    }

    /** A text in which the configuration shall see no variable. */
    public static String literal(String text) {
        return REFERENCE.matcher(text).replaceAll("\\$\\$$1");
    }

    /** Adds the directories of the users that were found: of those with passwords, and of those with nkeys. */
    public void addUserDirectories() {
        users.finish();
        nkeys.finish();
        if (!users.isEmpty()) {
            Map<String, Object> directory = section("directories", "users");
            directory.put("type", "file");
            directory.put("path", USERS);
        }
        if (!nkeys.isEmpty()) {
            Map<String, Object> directory = section("directories", "nkeys");
            directory.put("type", "nkey");
            directory.put("path", NKEYS);
        }
    }

    /** Adds a rule that places the users of a directory; which may do everything, or nothing as far as it says. */
    public void addRule(String directory, String account, boolean everything) {
        section("rules", directory, "if").put("directory", directory);
        section("rules", directory, "give").put("account", account);
        if (everything) {
            section("rules", directory, "give", "permissions", "pub").put("allow", List.of(">"));
            section("rules", directory, "give", "permissions", "sub").put("allow", List.of(">"));
        }
    }

    /** Several directories know the same people, as they did before. */
    public void shareNames() {
        Map<String, Object> directories = section("directories");
        if (directories.size() > 1) {
            directories.keySet().forEach(name -> {
                if (!section("directories", name).containsKey("names")) {
                    section("directories", name, "names").put("realm", "imported");
                }
            });
        }
        if (directories.isEmpty()) {
            sections.remove("directories");
        }
    }

    /** Whether there is anything that somebody could log in by. */
    public boolean isEmpty() {
        return !sections.containsKey("directories");
    }

    /** The sections as gatehouse.yaml has them. */
    public String settings() {
        return YamlText.of(sections);
    }

    /** Plans the files; any of them may hold a secret, such as a password in an address. */
    public void addTo(NewFiles files, String heading) {
        files.addSecret(SETTINGS, heading + settings());
        if (!users.isEmpty()) {
            files.addSecret(USERS, users.json());
        }
        if (!nkeys.isEmpty()) {
            files.addSecret(NKEYS, nkeys.json());
        }
        secrets.forEach(files::addSecret);
    }
}
