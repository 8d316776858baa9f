package com.example.badge;

import io.gatehouse.config.Entry;
import io.gatehouse.config.Key;
import io.gatehouse.config.Values;
import io.gatehouse.directory.Directory;
import io.gatehouse.directory.DirectoryContext;
import io.gatehouse.directory.DirectoryType;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Directories of type {@code badge}, and the keys of their settings. */
public final class BadgeDirectoryType implements DirectoryType {
    private static final Key<URI> URL = Key.of("url", "URL", "", given -> URI.create(given.text()))
            .help("The server that knows who carries a badge. Required.");
    private static final Key<String> ACCOUNT =
            Key.text("account", "").help("The account that carriers of badges are placed in. Required.");

    @Override
    public String type() {
        return "badge";
    }

    @Override
    public List<Entry> keys() {
        return List.of(URL, ACCOUNT);
    }

    @Override
    public void check(Values settings) {
        settings.find(URL, "give the URL of the server that knows badges");
        settings.find(ACCOUNT, "give the account of those who carry a badge");
    }

    @Override
    public Directory create(String name, Values settings, DirectoryContext context) {
        URI url = Objects.requireNonNull(settings.find(URL));
        return new BadgeDirectory(name, url, Objects.requireNonNull(settings.find(ACCOUNT)));
    }
}
