package io.gatehouse.directory.chain;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Suggestion;
import io.gatehouse.config.Values;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.cache.CacheSettings;
import io.gatehouse.directory.guard.backend.GuardSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The section of the directories, and their order. */
public final class DirectoriesSection {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private static final Key<List<String>> ORDER = Key.list("directory_order", "")
            .help("The order in which directories are asked: the names of all of them. When left out, as the file has"
                    + " them, then those of options, then those of variables.");

    /** The key of their order. */
    public static final Section ORDER_SECTION = Section.of("callout", ORDER);

    private final List<DirectoryType> types;
    private final Key<DirectoryType> type;
    private final Section section;

    /** @param types those that there are */
    public DirectoriesSection(List<DirectoryType> types) {
        this.types = List.copyOf(types);
        this.type = Key.of("type", "type of directory", "", given -> type(given.text()))
                .help("The type of the directory: `file`, [`certificate`](../guides/certificates.md),"
                        + " [`http`](../guides/http.md), [`kubernetes`](../guides/kubernetes.md), [`kv`](../guides/kv.md),"
                        + " [`ldap`](../guides/ldap.md), [`nkey`](../guides/nkeys.md), [`oidc`](../guides/oidc.md),"
                        + " [`postgres`](../guides/postgres.md), [`token`](../guides/tokens.md), or one of [a jar of your"
                        + " own](../guides/own-directory.md). `*` is the directory's name, of lower-case letters, digits,"
                        + " dashes and underscores. Required.");
        Stream<Entry> common = Stream.of(
                type, MatchSettings.SECTION, NameSettings.SECTION, CacheSettings.SECTION, GuardSettings.SECTION);
        // Several types may share a key.
        List<Entry> all = Stream.concat(common, types.stream().flatMap(one -> one.keys().stream()))
                .distinct()
                .toList();
        this.section = Section.of("directories", new Section(Section.EACH, all));
    }

    /** The keys of every directory. */
    public Section section() {
        return section;
    }

    /** Whether there is any. */
    public boolean areGiven(Values root) {
        return !root.in(section).namesOfTyped().isEmpty();
    }

    /**
     * The directories, in the order in which they are asked.
     *
     * @param lookups what a directory is like that says nothing else
     */
    public List<DirectorySettings> read(Values root, LookupSettings lookups) {
        Values all = root.in(section);
        Set<String> names = all.namesOfTyped();
        if (names.isEmpty() && !all.isNoSection()) {
            root.missing(section, "name one at least, as in directories: {users: {type: file, path: users.json}}");
        }
        List<DirectorySettings> directories = new ArrayList<>();
        Set<String> variables = new HashSet<>();
        for (String name : ordered(root.in(ORDER_SECTION), names)) {
            Values in = all.in(name);
            if (!NAME.matcher(name).matches()) {
                in.problem("a directory's name is a small letter, then up to 31 small letters, digits, dashes or"
                        + " underscores");
            } else if (name.equals(DecoyDirectory.NAME)) {
                in.problem("is what metrics call the check for users whom nobody knows; use another name");
            } else if (!variables.add(name.replace('-', '_'))) {
                in.problem("another directory has the same name but for a dash in place of an underscore; rename one");
            }
            DirectorySettings directory = read(name, in, lookups);
            if (directory != null) {
                directories.add(directory);
            }
        }
        return directories;
    }

    private @Nullable DirectorySettings read(String name, Values in, LookupSettings lookups) {
        DirectoryType found = in.find(type, "say what kind of directory it is: " + typeWords());
        if (found == null) {
            in.forgetUnknownKeys();
        }
        NameSettings names = NameSettings.read(in);
        Match match = MatchSettings.read(in, names.form());
        CacheSettings cache = CacheSettings.read(in, lookups.cache());
        boolean maybeStale = found == null || found.maybeStale();
        GuardSettings guard =
                GuardSettings.read(in, lookups.guard(), maybeStale, !cache.ttl().isZero());
        if (found == null) {
            return null;
        }
        in.readAll(found.keys());
        found.check(in);
        refuseOthers(in, found);
        return new DirectorySettings(name, found, names, match, cache, guard, in);
    }

    /** Keys of other types are in the schema as well. */
    private void refuseOthers(Values in, DirectoryType found) {
        Set<String> own = placed(found).map(Section.Placed::path).collect(Collectors.toSet());
        Map<String, List<Foreign>> others = types.stream()
                .flatMap(other -> placed(other).map(placed -> new Foreign(other.type(), placed)))
                .filter(foreign -> !own.contains(foreign.placed().path()))
                .collect(Collectors.groupingBy(
                        foreign -> foreign.placed().path(), LinkedHashMap::new, Collectors.toList()));
        others.values()
                .forEach(same -> in.refuse(
                        same.get(0).placed(),
                        "is for directories of type "
                                + same.stream().map(Foreign::type).collect(Collectors.joining(" or "))
                                + ", and this one is of type " + found.type() + ": remove it"));
    }

    /** A key that another type of directory has. */
    private record Foreign(String type, Section.Placed placed) {}

    private static Stream<Section.Placed> placed(DirectoryType type) {
        return Section.of("", type.keys().toArray(Entry[]::new)).keys().stream();
    }

    private static List<String> ordered(Values callout, Set<String> names) {
        List<String> order = callout.find(ORDER);
        if (order == null) {
            return List.copyOf(names);
        }
        for (String name : order) {
            if (!names.contains(name)) {
                callout.problem(ORDER, "there is no directory " + name + Suggestion.words(name, names));
            }
        }
        if (Set.copyOf(order).size() < order.size()) {
            callout.problem(ORDER, "names a directory twice");
        }
        for (String name : names) {
            if (!order.contains(name)) {
                callout.problem(ORDER, "does not name the directory " + name + "; add it, or remove the directory");
            }
        }
        return order.stream().distinct().filter(names::contains).toList();
    }

    private DirectoryType type(String text) {
        return types.stream()
                .filter(one -> one.type().equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no directory type '" + text + "'" + hint(text)));
    }

    private String hint(String text) {
        String near =
                Suggestion.words(text, types.stream().map(DirectoryType::type).toList());
        return near.isEmpty() ? "; use " + typeWords() + ", or put the jar with it into lib beside the launcher" : near;
    }

    private String typeWords() {
        return types.stream().map(DirectoryType::type).collect(Collectors.joining(", "));
    }
}
