package io.gatehouse.service;

import io.gatehouse.directory.DirectoryType;
import io.gatehouse.directory.file.FileDirectoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The kinds of directories that there are. */
final class DirectoryTypes {
    /** Those of the product. */
    static final List<DirectoryType> BUILT_IN = List.of(new FileDirectoryType());

    private DirectoryTypes() {}

    /** Those of the product, then those of other jars. */
    static List<DirectoryType> all() {
        List<DirectoryType> all = new ArrayList<>(BUILT_IN);
        ServiceLoader.load(DirectoryType.class).forEach(all::add);
        return all;
    }
}
