package io.gatehouse.flame;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Draws a flame graph: callers below, what they call above, as wide as its share. It is complete without scripts. */
final class Svg {
    private static final int WIDTH = 1200;
    private static final int MARGIN = 12;
    private static final int ROW = 18;
    private static final double LETTER = 6.65;
    private static final int HEAD = 52;
    private static final int LEGEND_ROW = 20;
    private static final int SWATCH = 12;
    private static final double LEGEND_LETTER = 6.4;

    private final StringBuilder out = new StringBuilder();
    private final Measure measure;
    private final Node root;
    private final Set<CodeOrigin> origins = EnumSet.noneOf(CodeOrigin.class);
    private int legendRows = 1;
    private int bottom;

    private Svg(Measure measure, Node root) {
        this.measure = measure;
        this.root = root;
    }

    /** @param subtitle what is shown, in one line */
    static String draw(Measure measure, Node root, String title, String subtitle) {
        return new Svg(measure, root).draw(title, subtitle);
    }

    private String draw(String title, String subtitle) {
        collect(root);
        String legend = legend();
        int flames = HEAD + legendRows * LEGEND_ROW + MARGIN;
        int height = flames + root.height() * ROW + MARGIN;
        bottom = height - MARGIN;
        out.append(open(height, title));
        text(MARGIN, 24, "t", title);
        text(MARGIN, 42, "s", subtitle);
        out.append(legend);
        box(root, MARGIN, WIDTH - 2.0 * MARGIN, 0);
        return out.append("</svg>\n").toString();
    }

    private static String open(int height, String title) {
        return """
            <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img">
            <title>%3$s</title>
            <style>
            text { font: 11px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; fill: #24292f }
            .t { font: 600 17px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif }
            .s, .l { font: 12px system-ui, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif; fill: #57606a }
            rect { stroke: #ffffff; stroke-width: 0.6 }
            .k { stroke: #c4c9d0 }
            </style>
            <rect width="%1$d" height="%2$d" fill="#fdfdfb" class="b"/>
            """.formatted(WIDTH, height, Text.xml(title));
    }

    private void collect(Node node) {
        origins.add(node.frame().origin());
        node.children().forEach(this::collect);
    }

    private String legend() {
        StringBuilder legend = new StringBuilder();
        double x = MARGIN;
        int y = HEAD;
        for (CodeOrigin origin : origins) {
            double width = SWATCH + 5 + origin.label().length() * LEGEND_LETTER + 14;
            if (x + width > WIDTH - MARGIN) {
                x = MARGIN;
                y += LEGEND_ROW;
                legendRows++;
            }
            legend.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"k\" x=\"%.1f\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"2\" fill=\"%s\"/>"
                            + "<text class=\"l\" x=\"%.1f\" y=\"%d\">%s</text>\n",
                    x,
                    y,
                    SWATCH,
                    SWATCH,
                    origin.colour(),
                    x + SWATCH + 5,
                    y + 10,
                    Text.xml(origin.label())));
            x += width;
        }
        return legend.toString();
    }

    private void box(Node node, double x, double width, int level) {
        StackFrame frame = node.frame();
        int y = bottom - (level + 1) * ROW;
        out.append(String.format(
                Locale.ROOT,
                "<g><title>%s&#10;%s, %.1f %%</title>"
                        + "<rect%s x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>",
                Text.xml(frame.name()),
                measure.text(node.total()),
                100 * node.total() / root.total(),
                frame.origin() == CodeOrigin.TYPE ? " class=\"k\"" : "",
                x,
                y,
                width,
                ROW - 1,
                frame.origin().colour()));
        String label = Text.fitting(frame, (int) ((width - 6) / LETTER));
        if (!label.isEmpty()) {
            out.append(
                    String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\">%s</text>", x + 3, y + 12, Text.xml(label)));
        }
        out.append("</g>\n");
        double left = x;
        for (Node child : node.children()) {
            double share = width * child.total() / node.total();
            box(child, left, share, level + 1);
            left += share;
        }
    }

    private void text(int x, int y, String style, String content) {
        out.append(String.format(
                Locale.ROOT, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", style, x, y, Text.xml(content)));
    }
}
