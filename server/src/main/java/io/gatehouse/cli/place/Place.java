package io.gatehouse.cli.place;

import io.gatehouse.directory.bucket.BucketSettings;
import java.nio.file.Path;

/** Where records are. */
public sealed interface Place {
    /** What it is called in messages. */
    String name();

    /**
     * In a file.
     *
     * @param name the path as it was given
     */
    record InFile(Path path, String name) implements Place {}

    /** In a bucket. */
    record InBucket(BucketSettings settings) implements Place {
        @Override
        public String name() {
            return "bucket " + settings.bucket();
        }
    }
}
