package io.gatehouse.flame;

/** Text as XML and boxes can hold it. */
final class Text {
    private Text() {}

    /** Text for XML, with its markup escaped; what XML 1.0 cannot hold at all becomes a question mark. */
    static String xml(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(isAllowed(character) ? character : '?');
            }
        });
        return out.toString();
    }

    /** The longest name of a frame that fits; cut at its end when none does, and empty when even that says nothing. */
    static String fitting(StackFrame frame, int characters) {
        if (frame.shortName().length() <= characters) {
            return frame.shortName();
        }
        String shortest = frame.shortestName();
        if (shortest.length() <= characters) {
            return shortest;
        }
        String method = shortest.substring(shortest.lastIndexOf('.') + 1);
        if (method.length() <= characters && frame.origin().isCode()) {
            return method;
        }
        return characters < 4 ? "" : method.substring(0, Math.min(method.length(), characters - 1)) + "…";
    }

    private static boolean isAllowed(int character) {
        return character == '\t'
                || (character >= ' ' && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
    }
}
