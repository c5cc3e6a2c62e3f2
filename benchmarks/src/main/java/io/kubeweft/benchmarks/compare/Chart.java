package io.kubeweft.benchmarks.compare;

import java.util.List;
import java.util.Locale;

/** Bars of how many times better than its best rival Kubeweft is, as SVG. */
final class Chart {
  private static final int LABELS = 280;
  private static final int BARS = 420;
  private static final int LINE = 22;

  private Chart() {}

  static String svg(List<Row> rows) {
    List<Row> compared = rows.stream().filter(row -> row.timesBestRival() != null).toList();
    double most = 1;
    for (Row row : compared) {
      most = Math.max(most, times(row));
    }
    int height = (compared.size() + 2) * LINE;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
            .formatted(LABELS + BARS + 70, height));
    svg.append("font-family=\"sans-serif\" font-size=\"12\">\n");
    svg.append(text(8, 16, "start", "Kubeweft, times better than the best rival (logarithmic)"));
    for (int i = 0; i < compared.size(); i++) {
      Row row = compared.get(i);
      int top = (i + 1) * LINE + 4;
      double share = Math.log(Math.max(1, times(row)) + 1) / Math.log(most + 1);
      int width = (int) Math.round(BARS * share);
      svg.append(text(LABELS - 8, top + 13, "end", row.title()));
      svg.append(
          "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n"
              .formatted(LABELS, top, width, LINE - 6, times(row) >= 1 ? "#2b7a4b" : "#b3423a"));
      svg.append(
          text(
              LABELS + width + 6,
              top + 13,
              "start",
              String.format(Locale.ROOT, "%.1f", times(row))));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double times(Row row) {
    Double times = row.timesBestRival();
    return times == null ? 0 : times;
  }

  private static String text(int x, int y, String anchor, String content) {
    return "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
        .formatted(x, y, anchor, content.replace("&", "&amp;").replace("<", "&lt;"));
  }
}
