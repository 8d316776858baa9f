package io.gatehouse.load.report;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a report shows: a few figures in large type, plots, the table, and how it was measured. */
public final class HtmlPage {
    private final String title;
    private final String subtitle;
    private final List<Tile> tiles = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private @Nullable Table table;

    /** A figure in large type; {@code good} colours it, null leaves it plain. */
    public record Tile(
            String label,
            String value,
            String note,
            @Nullable Boolean good) {}

    /** A line of the section that says how it was measured. */
    public record Fact(String name, String value) {}

    /**
     * @param subtitle a line below the title: when, against what
     */
    public HtmlPage(String title, String subtitle) {
        this.title = title;
        this.subtitle = subtitle;
    }

    public HtmlPage tile(String label, String value, String note, @Nullable Boolean good) {
        tiles.add(new Tile(label, value, note, good));
        return this;
    }

    public HtmlPage chart(Chart chart) {
        charts.add(chart);
        return this;
    }

    public HtmlPage fact(String name, String value) {
        facts.add(new Fact(name, value));
        return this;
    }

    public HtmlPage table(Table shown) {
        table = shown;
        return this;
    }

    public String title() {
        return title;
    }

    public String subtitle() {
        return subtitle;
    }

    public List<Tile> tiles() {
        return List.copyOf(tiles);
    }

    public List<Chart> charts() {
        return List.copyOf(charts);
    }

    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    public @Nullable Table table() {
        return table;
    }
}
