package io.gatehouse.config;

import java.nio.file.Path;

/**
 * Where a value was written.
 *
 * @param layer the kind of place
 * @param place the place in words: {@code gatehouse.yaml:3:8}, {@code environment variable X}, {@code option -users}
 * @param base the folder that relative paths in the value begin at
 */
record Where(Layer layer, String place, Path base) {
    /** The kinds of places, the strongest last. */
    enum Layer {
        DEFAULT,
        FILE,
        ENVIRONMENT,
        OPTION
    }
}
