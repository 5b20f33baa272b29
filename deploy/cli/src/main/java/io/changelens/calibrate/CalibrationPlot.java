package io.changelens.calibrate;

import io.changelens.core.calibration.CalibrationResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Draws the share of significant results against the injected effect as SVG: one panel for each horizon, one line for
 * each method.
 *
 * @param results results of the calibration
 */
public record CalibrationPlot(List<CalibrationResult> results) {

    private static final int WIDTH = 260;
    private static final int HEIGHT = 200;
    private static final int MARGIN = 46;
    private static final double ALPHA = 0.05;
    /** Colours of Okabe and Ito, which colour-blind people can distinguish. */
    private static final Map<String, String> COLOURS =
            Map.of("changelens", "#0072B2", "welch", "#D55E00", "mann-whitney", "#009E73");

    /** The plot as SVG. */
    public String svg() {
        Map<Duration, List<CalibrationResult>> panels = results.stream()
                .filter(r -> r.significantShare() != null)
                .collect(Collectors.groupingBy(CalibrationResult::horizon, LinkedHashMap::new, Collectors.toList()));
        StringBuilder svg = new StringBuilder();
        int width = Math.max(1, panels.size()) * (WIDTH + MARGIN) + MARGIN;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                        + " font-size=\"11\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                width,
                HEIGHT + 2 * MARGIN));
        int left = MARGIN;
        for (Map.Entry<Duration, List<CalibrationResult>> panel : panels.entrySet()) {
            panel(svg, left, panel.getKey(), panel.getValue());
            left += WIDTH + MARGIN;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder svg, int left, Duration horizon, List<CalibrationResult> results) {
        double most =
                results.stream().mapToDouble(CalibrationResult::injected).max().orElse(0);
        double least =
                results.stream().mapToDouble(CalibrationResult::injected).min().orElse(0);
        text(
                svg,
                left + WIDTH / 2.0,
                MARGIN - 26,
                "middle",
                "share called changed, " + CalibrationReport.words(horizon));
        for (double tick : new double[] {0, ALPHA, 0.5, 1}) {
            line(
                    svg,
                    left,
                    y(tick),
                    left + WIDTH,
                    y(tick),
                    tick == ALPHA ? "stroke=\"#888\" stroke-dasharray=\"4 3\"" : "stroke=\"#ddd\"");
            text(svg, left - 4, y(tick) + 4, "end", Math.round(100 * tick) + " %");
        }
        Map<String, List<CalibrationResult>> methods = results.stream()
                .collect(Collectors.groupingBy(CalibrationResult::method, LinkedHashMap::new, Collectors.toList()));
        double legend = MARGIN - 12;
        double x = left;
        for (Map.Entry<String, List<CalibrationResult>> method : methods.entrySet()) {
            String colour = COLOURS.getOrDefault(method.getKey(), "#000");
            String points = method.getValue().stream()
                    .map(r -> String.format(
                            Locale.ROOT, "%.1f,%.1f", x(left, r.injected(), least, most), y(r.significantShare())))
                    .collect(Collectors.joining(" "));
            svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"")
                    .append(colour)
                    .append("\" points=\"")
                    .append(points)
                    .append("\"/>\n");
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
                    x,
                    legend,
                    colour,
                    method.getKey()));
            x += WIDTH / 3.0;
        }
        results.stream()
                .map(CalibrationResult::injected)
                .distinct()
                .forEach(i ->
                        text(svg, x(left, i, least, most), HEIGHT + MARGIN + 16, "middle", Math.round(100 * i) + " %"));
        text(svg, left + WIDTH / 2.0, HEIGHT + MARGIN + 34, "middle", "injected effect");
    }

    private static double x(int left, double injected, double least, double most) {
        return left + (most > least ? (injected - least) / (most - least) : 0.5) * WIDTH;
    }

    private static double y(double share) {
        return MARGIN + (1 - share) * HEIGHT;
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2, String style) {
        svg.append(String.format(
                Locale.ROOT, "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n", x1, y1, x2, y2, style));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, text));
    }
}
