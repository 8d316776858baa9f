package io.gatehouse.directory.nkey;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Section;
import io.gatehouse.config.Values;
import io.gatehouse.crypto.Nkey;
import io.gatehouse.crypto.NkeyKind;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.bucket.BucketKeys;
import io.gatehouse.directory.users.FileUser;
import io.gatehouse.directory.users.Profile;
import io.gatehouse.directory.users.UsersFile;
import io.gatehouse.directory.watch.WatchKeys;
import io.gatehouse.policy.entitlement.Entitlement;
import io.gatehouse.policy.text.NameForm;
import io.gatehouse.policy.text.UserText;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Directories of public nkeys. */
public final class NkeyDirectoryType implements DirectoryType {
    /** What {@code type} says. */
    public static final String TYPE = "nkey";

    private static final Key<List<Nkey>> NKEY = Key.publicKeys("nkey", NkeyKind.USER)
            .help("Type `nkey`: a user's public nkey (`U...`), or several of them. The second `*` is the user's name.");
    private static final Key<String> ACCOUNT =
            Key.word("account", "").help("The account that the user is placed in, as in users.json.");
    private static final Key<List<String>> GROUPS = Key.list("groups", "").help("The user's groups.");
    private static final Section KEYS = Section.of("keys", Section.of(Section.EACH, NKEY, ACCOUNT, GROUPS));

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Entry> keys() {
        return Stream.of(List.<Entry>of(KEYS), WatchKeys.ALL, BucketKeys.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /**
     * What is configured for such a directory, but for a bucket.
     *
     * @param form of the names of its users
     */
    public static NkeyDirectorySettings settings(String name, Values values, NameForm form) {
        return new NkeyDirectorySettings(
                name,
                configured(name, values),
                WatchKeys.givesPath(values) ? WatchKeys.settings(name, values) : null,
                form);
    }

    private static UsersFile configured(String directory, Values values) {
        Values all = values.in(KEYS);
        Map<String, FileUser> users = new HashMap<>();
        for (String name : all.names()) {
            Values in = all.in(name);
            Profile profile = new Profile(Set.copyOf(in.get(GROUPS, List.of())), Map.of());
            Entitlement entitlement = Entitlement.plain(name, in.get(ACCOUNT, ""));
            users.put(name, new FileUser(entitlement, profile, null, System.nanoTime(), in.get(NKEY, List.of())));
        }
        return UsersFile.of("directories." + directory + ".keys", users);
    }

    @Override
    public void check(Values settings) {
        Values all = settings.in(KEYS);
        BucketKeys.check(settings);
        if (BucketKeys.gives(settings)) {
            WatchKeys.refuseAll(settings, BucketKeys.ALONE);
            refuse(all);
            return;
        }
        if (all.names().isEmpty()) {
            WatchKeys.requirePath(
                    settings,
                    "give the path of a users.json whose users have an nkey, a bucket of such users, or keys below"
                            + " directories.*.keys");
        }
        WatchKeys.check(settings);
        Map<Nkey, String> owners = new HashMap<>();
        for (String name : all.names()) {
            check(name, all.in(name), owners);
        }
    }

    private static void refuse(Values keys) {
        for (String name : keys.names()) {
            Values in = keys.in(name);
            List.<Key<?>>of(NKEY, ACCOUNT, GROUPS).forEach(key -> in.problem(key, BucketKeys.ALONE));
        }
    }

    private static void check(String name, Values in, Map<Nkey, String> owners) {
        List<Nkey> keys = in.find(NKEY, "give the user's public nkey (U...)");
        try {
            String unused = UserText.require("a user name", name);
        } catch (IllegalArgumentException e) {
            in.problem(String.valueOf(e.getMessage()));
        }
        for (Nkey key : keys == null ? List.<Nkey>of() : keys) {
            String owner = owners.putIfAbsent(key, name);
            if (owner != null) {
                in.problem(NKEY, key + (owner.equals(name) ? " is given twice" : " is also that of " + owner));
            }
        }
    }

    @Override
    public String unseenChanges(Values settings) {
        return "";
    }

    @Override
    public List<Path> decisiveFiles(Values settings) {
        return WatchKeys.files(settings);
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        if (BucketKeys.gives(settings)) {
            return NkeyBucketDirectory.open(
                    BucketKeys.settings(name, settings, context.nats(), context.names()), context);
        }
        return NkeyDirectory.open(
                settings(name, settings, context.names()),
                context.review(),
                context.recorder().get());
    }
}
