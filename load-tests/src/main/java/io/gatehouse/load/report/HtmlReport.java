package io.gatehouse.load.report;

/** Writes a page as one self-contained HTML file. */
public final class HtmlReport {
    private HtmlReport() {}

    /**
     * The file's text.
     *
     * @param figures the whole result, which the page carries along as JSON
     */
    public static String html(Page page, Figures figures) {
        return "<!doctype html><title>" + page.title() + "</title>" + FiguresJson.text(figures);
    }
}
