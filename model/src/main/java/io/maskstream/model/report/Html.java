package io.maskstream.model.report;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The few HTML elements that a report is made of; every text is escaped. For one thread. */
final class Html {

    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;max-width:62rem;margin:2rem auto;padding:0 1rem;color:#222}
            table{border-collapse:collapse;margin:1rem 0}td,th{padding:.2rem .8rem;text-align:right;border-bottom:1px solid #ddd}
            td:first-child,th:first-child{text-align:left}img{max-width:100%}
            figure{display:inline-block;margin:.4rem;width:9rem;vertical-align:top;font-size:12px}
            figure img{width:8rem;height:8rem;object-fit:contain;image-rendering:pixelated;background:#eee}
            """;

    private final StringBuilder out = new StringBuilder();

    Html(String title) {
        out.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(title))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(title))
                .append("</h1>\n");
    }

    Html heading(String text) {
        out.append("<h2>").append(escaped(text)).append("</h2>\n");
        return this;
    }

    Html paragraph(String text) {
        out.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    /** @param rows of as many cells as the header has */
    Html table(List<String> header, List<List<String>> rows) {
        out.append("<table><tr>").append(cells("th", header)).append("</tr>\n");
        for (List<String> row : rows)
            out.append("<tr>").append(cells("td", row)).append("</tr>\n");
        out.append("</table>\n");
        return this;
    }

    Html picture(BufferedImage picture, String description) {
        out.append(image(picture, description)).append('\n');
        return this;
    }

    Html figure(BufferedImage picture, String caption) {
        out.append("<figure>")
                .append(image(picture, caption))
                .append("<figcaption>")
                .append(escaped(caption))
                .append("</figcaption></figure>\n");
        return this;
    }

    /** The whole document. */
    String end() {
        return out + "</body></html>\n";
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** Such as {@code 93.45 %}; a dash for NaN. */
    static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String cells(String tag, List<String> texts) {
        return texts.stream()
                .map(text -> "<" + tag + ">" + escaped(text) + "</" + tag + ">")
                .collect(Collectors.joining());
    }

    private static String image(BufferedImage picture, String description) {
        return "<img alt=\"" + escaped(description) + "\" src=\"" + Png.dataUri(picture) + "\">";
    }
}
