package io.gatehouse.flame;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How a resource is divided among rooms, in its own unit. */
final class Shares {
    private final Map<Room, Double> self = new EnumMap<>(Room.class);
    private final Map<Room, Double> caused = new EnumMap<>(Room.class);
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

    /** What was spent in the room's own methods. */
    double self(Room room) {
        return self.getOrDefault(room, 0.0);
    }

    /** The same, and what libraries spent because the room called them. */
    double caused(Room room) {
        return caused.getOrDefault(room, 0.0);
    }

    double total() {
        return total;
    }

    private static Room self(List<Frame> frames) {
        for (int i = frames.size() - 1; i >= 0; i--) {
            if (frames.get(i).room().isCode()) {
                return frames.get(i).room();
            }
        }
        return Room.LIBRARY;
    }

    /** Our innermost room; where we have no part in it, the innermost library; and else the JDK. */
    private static Room cause(List<Frame> frames) {
        Room library = self(frames);
        for (int i = frames.size() - 1; i >= 0; i--) {
            Room room = frames.get(i).room();
            if (room.isOurs()) {
                return room;
            }
            if (library == Room.JDK && room.isCode()) {
                library = room;
            }
        }
        return library;
    }
}
