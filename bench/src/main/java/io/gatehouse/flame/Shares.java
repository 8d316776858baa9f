package io.gatehouse.flame;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How a resource is divided among origins, in its own unit. */
final class Shares {
    private final Map<CodeOrigin, Double> self = new EnumMap<>(CodeOrigin.class);
    private final Map<CodeOrigin, Double> caused = new EnumMap<>(CodeOrigin.class);
    private double total;

    static Shares of(Profile profile) {
        Shares shares = new Shares();
        for (Stack stack : profile.stacks()) {
            shares.total += stack.weight();
            shares.self.merge(self(stack.frames()), stack.weight(), Double::sum);
            shares.caused.merge(cause(stack.frames()), stack.weight(), Double::sum);
        }
        return shares;
    }

    /** What was spent in the origin's own methods. */
    double self(CodeOrigin origin) {
        return self.getOrDefault(origin, 0.0);
    }

    /** The same, and what libraries spent because the origin called them. */
    double caused(CodeOrigin origin) {
        return caused.getOrDefault(origin, 0.0);
    }

    double total() {
        return total;
    }

    private static CodeOrigin self(List<StackFrame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).origin().isCode()) {
                return frames.get(i).origin();
            }
        }
        return CodeOrigin.LIBRARY;
    }

    /** Our innermost origin; where we have no part in it, the innermost library; and else the JDK. */
    private static CodeOrigin cause(List<StackFrame> frames) {
        CodeOrigin library = self(frames);
        for (int i = frames.size() - 1; i >= 0; i--) {
            CodeOrigin origin = frames.get(i).origin();
            if (origin.isOurs()) {
                return origin;
            }
            if (library == CodeOrigin.JDK && origin.isCode()) {
                library = origin;
            }
        }
        return library;
    }
}
