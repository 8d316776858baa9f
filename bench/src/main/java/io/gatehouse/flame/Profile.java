package io.gatehouse.flame;

import java.util.List;

/**
 * What a recording says of one resource.
 *
 * @param stacks each with its share
 * @param seconds from its first sample to its last
 */
record Profile(Measure measure, List<Stack> stacks, double seconds) {
    Profile {
        stacks = List.copyOf(stacks);
    }

    double total() {
        return stacks.stream().mapToDouble(Stack::weight).sum();
    }
}
