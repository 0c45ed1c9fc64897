package specsweep.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;

class MatrixTest {
    @Test
    void rowsHaveTheRoomThatTheirNamesNeed() {
        String longest = "1024 · 8000 · 128 · 4";
        Document chart = draw(List.of("ReLU"), "64 · 500 · 32 · 2", longest);
        List<Element> names = chart.select("text.line-name").stream()
                .filter(text -> !text.text().equals("specificity"))
                .toList();
        assertThat(names).extracting(Element::text).containsExactly("64 · 500 · 32 · 2", longest);
        assertThat(names)
                .allSatisfy(name ->
                        assertThat(Double.parseDouble(name.attr("x"))).isGreaterThan(Drawing.width(name.text(), 10.5)));
        double end = Double.parseDouble(names.get(0).attr("x"));
        assertThat(chart.select("rect.cell").stream().mapToDouble(cell -> Double.parseDouble(cell.attr("x"))))
                .allMatch(x -> x > end);
    }

    @Test
    void aNameThatNoChartHasRoomForIsShortened() {
        String name = draw(List.of("ReLU"), "x".repeat(200))
                .select("text.line-name")
                .get(0)
                .text();
        assertThat(name).endsWith("…").hasSizeBetween(10, 40);
    }

    @Test
    void anArchitectureIsNamedOnceOverItsColumns() {
        Document chart = draw(List.of("SIREN ω₀ 10", "SIREN ω₀ 30", "ReLU", "Fourier σ 5"), "64");
        Map<String, Element> heads =
                chart.select("text.column").stream().collect(Collectors.toMap(Element::text, head -> head));
        assertThat(heads).containsOnlyKeys("SIREN", "ω₀ 10", "ω₀ 30", "ReLU", "Fourier", "σ 5");
        double[] cells = chart.select("rect.cell").stream()
                .limit(4)
                .mapToDouble(cell -> Double.parseDouble(cell.attr("x")) + Double.parseDouble(cell.attr("width")) / 2)
                .toArray();
        assertThat(List.of(x(heads, "ω₀ 10"), x(heads, "ω₀ 30"), x(heads, "ReLU"), x(heads, "σ 5")))
                .usingElementComparator((a, b) -> Math.abs(a - b) < 0.2 ? 0 : Double.compare(a, b))
                .containsExactlyElementsOf(Arrays.stream(cells).boxed().toList());
        assertThat(x(heads, "SIREN")).isBetween(x(heads, "ω₀ 10"), x(heads, "ω₀ 30"));
    }

    private static double x(Map<String, Element> heads, String name) {
        return Double.parseDouble(Objects.requireNonNull(heads.get(name)).attr("x"));
    }

    private static Document draw(List<String> columns, String... rows) {
        List<Matrix.Row> all = Arrays.stream(rows)
                .map(name -> new Matrix.Row(
                        "",
                        name,
                        columns.stream()
                                .map(column -> new Matrix.Cell(2.0, true, column))
                                .toList()))
                .toList();
        return Jsoup.parse(Matrix.draw("title", "text", columns, all).render(), Parser.xmlParser());
    }
}
