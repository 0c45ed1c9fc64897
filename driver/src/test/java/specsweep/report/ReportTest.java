package specsweep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.assertj.core.data.Percentage;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import specsweep.query.Views;

/** The page of a real study: its numbers are the views', its marks stand where the numbers say, and nothing in it is live. */
@NullUnmarked // an element that is not there ends the test, which is what it is for
class ReportTest {
    /** Cells have four significant digits. */
    private static final Percentage ROUNDED = Percentage.withPercentage(0.06);

    private static SparkSession spark;
    private static Study study;

    @BeforeAll
    static void open() {
        study = Study.get();
        spark = Study.spark();
    }

    @AfterAll
    static void close() throws IOException {
        spark.close();
    }

    /** A session that knows the views as any user's does. */
    private static SparkSession fresh() {
        SparkSession fresh = spark.newSession();
        Views.register(fresh, study.out());
        return fresh;
    }

    @Test
    void everyTableIsWhatItsQueryGives() {
        SparkSession fresh = fresh();
        int cells = 0;
        List<Element> tables = study.page().select("table.data");
        for (Element table : tables) {
            Element holder = table.closest("figure") != null ? table.closest("figure") : table.closest("section");
            String sql = holder.select("details.query code").last().text();
            Views.prepare(fresh, sql);
            List<Row> rows = fresh.sql(sql).collectAsList();
            List<Element> lines = table.select("tbody tr");
            assertThat(lines).hasSize(Math.min(rows.size(), DataTable.MOST_ROWS));
            assertThat(lines).isNotEmpty();
            for (int i = 0; i < lines.size(); i++) {
                List<Element> shown = lines.get(i).select("td");
                assertThat(shown).hasSize(rows.get(i).size());
                for (int c = 0; c < shown.size(); c++) {
                    compare(shown.get(c).text(), rows.get(i).get(c));
                    cells++;
                }
            }
        }
        assertThat(tables).hasSizeGreaterThan(12);
        assertThat(cells).isGreaterThan(10_000);
    }

    private void compare(String shown, Object value) {
        if (value instanceof Number number) {
            assertThat(Double.parseDouble(shown)).isCloseTo(number.doubleValue(), ROUNDED);
        } else {
            assertThat(shown)
                    .isEqualTo(
                            value == null
                                    ? ""
                                    : specsweep.query.Cell.text(value).strip());
        }
    }

    @Test
    void marksStandWhereTheNumbersSay() {
        Element figure = study.page().selectFirst("figure[id$=gains-train]");
        Element chart = figure.selectFirst("svg.chart");
        List<Element> ticks = chart.select("text.tick-label").stream()
                .filter(tick -> tick.text().matches("[0-9.]+"))
                .toList();
        double one = Double.parseDouble(ticks.get(0).text());
        double other = Double.parseDouble(ticks.get(1).text());
        double from = Double.parseDouble(ticks.get(0).attr("x"));
        double decades = Math.log10(other / one);
        double unit = (Double.parseDouble(ticks.get(1).attr("x")) - from) / decades;
        SparkSession fresh = fresh();
        List<Row> rows =
                fresh.sql(figure.selectFirst("details.query code").text()).collectAsList();
        String target = figure.selectFirst("h4").text().replaceAll(".*→ ", "");
        List<Double> expected = new ArrayList<>();
        for (String architecture : List.of("siren", "relu-mlp", "fourier-mlp")) {
            rows.stream()
                    .filter(row -> row.getAs("architecture").equals(architecture)
                            && row.getAs("target").equals(target)
                            && row.getAs("control").equals("random")
                            && row.getAs("structured_gain") != null)
                    .forEach(row -> expected.add(row.getAs("structured_gain")));
        }
        List<Element> circles = chart.select("circle.c-structured");
        assertThat(circles).hasSameSizeAs(expected).hasSizeGreaterThanOrEqualTo(3);
        for (int i = 0; i < circles.size(); i++) {
            double gain = one * Math.pow(10, (Double.parseDouble(circles.get(i).attr("cx")) - from) / unit);
            assertThat(gain).isCloseTo(expected.get(i), Percentage.withPercentage(3));
        }
    }

    @Test
    void everyFigureOfTheStudyIsThere() {
        Document page = study.page();
        assertThat(page.select("figure[id]").eachAttr("id").stream()
                        .map(id -> id.substring(id.indexOf('-') + 1))
                        .distinct())
                .contains(
                        "gains-train",
                        "gains-test",
                        "curves",
                        "steps",
                        "budgets",
                        "distance",
                        "bandwidth",
                        "multiverse",
                        "functions");
        assertThat(page.select("section").eachAttr("id"))
                .contains("overview", "left-out", "throughput", "provenance", "query");
        assertThat(page.select("image.raster[href^=data:image/png]")).hasSize(6);
        assertThat(page.select(".card")).hasSize(4 + 2);
        assertThat(page.select(".card.a-siren").last().text()).contains("Not judged: no seed is left");
        assertThat(page.getElementById("left-out").text()).contains("dead source");
    }

    @Test
    void everyChartSpeaksAndEveryIdIsItsOwn() {
        Document page = study.page();
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(page.select("svg.chart")).isNotEmpty().allSatisfy(chart -> {
            assertThat(chart.attr("role")).isEqualTo("img");
            for (String id : chart.attr("aria-labelledby").split(" ")) {
                assertThat(page.getElementById(id).text()).isNotBlank();
            }
        });
        assertThat(page.select("a[href^=#]").eachAttr("href"))
                .allSatisfy(link -> assertThat(ids).contains(link.substring(1)));
        assertThat(page.select("figure"))
                .filteredOn(figure -> !figure.id().endsWith("functions"))
                .allSatisfy(figure -> assertThat(figure.select("details table.data, details.query code"))
                        .hasSize(2));
    }

    @Test
    void cardsSayWhatTheVerdictsSay() {
        Element section = study.page().selectFirst("section:has(> h2:contains(bump))");
        assertThat(section.selectFirst(".summary").text()).contains("step 100");
        List<Row> verdicts = fresh().sql("SELECT * FROM verdicts WHERE family = 'bump' AND control = 'random'"
                        + " AND measure = 'train' AND budget = 'step=100' AND learning_rate IN (0.001, 0.003)"
                        + " AND NOT (architecture = 'siren' AND learning_rate = 0.003)")
                .collectAsList();
        int sentences = 0;
        for (Element card : section.select(".card")) {
            String name = card.selectFirst(".card-name").text();
            List<Row> rows = verdicts.stream()
                    .filter(row -> name.equals((Names.architecture(row.getAs("architecture")) + " "
                                    + Names.bandwidth(row.getAs("architecture"), row.getAs("bandwidth")))
                            .strip()))
                    .toList();
            assertThat(rows).describedAs(name).hasSize(4);
            List<String> words = rows.stream()
                    .map(row -> row.<String>getAs("verdict"))
                    .distinct()
                    .toList();
            assertThat(card.select(".chip").eachText()).containsExactlyInAnyOrderElementsOf(words);
            if (words.size() == 1 && !words.contains("not judged")) {
                assertThat(card.text())
                        .contains(Names.times(rows.stream()
                                .map(row -> row.<Double>getAs("structured_gain"))
                                .toList()))
                        .contains(Names.times(rows.stream()
                                .map(row -> row.<Double>getAs("specificity"))
                                .toList()));
                sentences++;
            }
        }
        assertThat(sentences).isPositive();
    }

    @Test
    void aPageNeedsNothingAndAllowsNothing() {
        Document page = study.page();
        assertThat(page.select("script")).hasSize(1);
        assertThat(page.select("link, iframe, object, embed, form, base, img")).isEmpty();
        assertThat(page.selectFirst("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe")
                .doesNotContain("http");
        assertThat(study.html().getBytes(StandardCharsets.UTF_8).length).isLessThan(5_000_000);
    }

    @Test
    void aHostileNameIsInert() {
        Document page = Jsoup.parse(study.hostileHtml());
        assertThat(page.select("script")).hasSize(1);
        assertThat(page.select("img")).isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes().asList())
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")));
        assertThat(page.text()).contains("<script>window.pwned=1</script>").doesNotContain("\u202e");
        // The queries hold the name as a literal: they still find what they are about.
        assertThat(page.select("figure[id$=gains-train] circle.c-structured")).isNotEmpty();
    }

    @Test
    void aPictureIsXmlOfItsOwn() throws Exception {
        String svg = Report.picture(spark, study.out(), "little");
        var xml =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(xml.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(xml.getElementsByTagName("circle").getLength()).isBetween(2 * 3, 2 * 4);
        Matcher variable = Pattern.compile("var\\(|currentColor;fill").matcher(svg);
        assertThat(variable.find()).isFalse();
    }

    @Test
    void anUnknownSweepIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Report.html(spark, study.out(), "lttle"))
                .isInstanceOf(UnknownSweepException.class)
                .hasMessageContaining("lttle")
                .hasMessageContaining("little");
    }
}
