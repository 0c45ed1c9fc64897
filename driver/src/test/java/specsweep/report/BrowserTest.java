package specsweep.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The page in a real browser. Pictures of it are left in {@code driver/target/report-screenshots}. Without a browser this is
 * passed over on a developer's machine and fails where CI is set.
 */
@NullUnmarked // an element that is not there ends the test, which is what it is for
class BrowserTest {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final Path PICTURES =
            Path.of(System.getProperty("specsweep.home", ".."), "driver", "target", "report-screenshots");

    /** The pages of a small study and of the smoke sweep; and any page in {@code -Dspecsweep.pages=FILE,FILE...}. */
    static Stream<Path> pages() throws IOException {
        return Stream.concat(
                Stream.of(
                        write("study.html", Study.get().html()),
                        write("smoke.html", Study.get().smokeHtml())),
                Arrays.stream(System.getProperty("specsweep.pages", "").split(","))
                        .filter(page -> !page.isEmpty())
                        .map(page -> Path.of(page).toAbsolutePath()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void aPageIsWholeQuietAndFitsAPhoneInBothThemes(Path page) throws IOException {
        String name = page.getFileName().toString().replace(".html", "");
        try (Browser browser = Browser.open()) {
            for (String theme : List.of("light", "dark")) {
                for (int width : new int[] {375, 1280}) {
                    browser.show(page, theme, width);
                    assertThat(browser.number("document.documentElement.scrollWidth"))
                            .describedAs("the page's width at %d", width)
                            .isLessThanOrEqualTo(width);
                    assertThat(browser.number("document.querySelectorAll('svg.chart').length"))
                            .isGreaterThanOrEqualTo(12);
                    assertThat(browser.number("""
                            [...document.querySelectorAll('svg.chart')].filter(chart =>
                                [...chart.querySelectorAll('.mark, .curve, .cell, .share, .raster')].some(mark => {
                                    const box = mark.getBoundingClientRect();
                                    return box.width + box.height > 1;
                                })).length"""))
                            .isEqualTo(browser.number("document.querySelectorAll('svg.chart').length"));
                    assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
                            .isEqualTo(theme.equals("light") ? "rgb(255, 255, 255)" : "rgb(21, 24, 27)");
                    assertThat(browser.number("document.querySelectorAll('pre .copy').length"))
                            .isEqualTo(browser.number("document.querySelectorAll('pre').length"));
                    assertThat(textsThatLeaveTheirCharts(browser, width)).isEmpty();
                    assertThat(browser.number("""
                            [...document.querySelectorAll('#overview .scroll')].filter(answers =>
                                answers.scrollWidth > answers.clientWidth).length"""))
                            .describedAs("answers that must be scrolled to be seen at %d", width)
                            .isZero();
                    browser.keepPicture(name + "-" + theme + "-" + width);
                }
            }
            assertThat(browser.errors()).isEmpty();
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
            System.out.printf(
                    "report: %s, %d charts, loaded in %d ms%n",
                    page,
                    browser.number("document.querySelectorAll('svg.chart').length"),
                    browser.number("Math.round(performance.getEntriesByType('navigation')[0].loadEventEnd)"));
        }
    }

    /** On a phone charts keep the size they need and scroll. */
    private static String textsThatLeaveTheirCharts(Browser browser, int width) {
        return width < 600 ? "" : browser.text("""
                [...document.querySelectorAll('svg.chart text')].filter(text => {
                    const chart = text.closest('svg').getBoundingClientRect();
                    const box = text.getBoundingClientRect();
                    return box.left < chart.left - 2 || box.right > chart.right + 4;
                }).map(text => text.textContent).join('; ')""");
    }

    @Test
    void aHostileNameRunsNothing() throws IOException {
        Path page = write("hostile.html", Study.get().hostileHtml());
        try (Browser browser = Browser.open()) {
            browser.show(page, "light", 375);
            assertThat(browser.text("typeof window.pwned")).isEqualTo("undefined");
            assertThat(browser.text("document.body.innerText")).contains("<script>window.pwned=1</script>");
            assertThat(browser.number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(375);
            assertThat(browser.errors()).isEmpty();
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
            browser.keepPicture("hostile-375");
        }
    }

    private static Path write(String name, String html) throws IOException {
        Files.createDirectories(PICTURES);
        return Files.writeString(PICTURES.resolve(name), html);
    }

    /** A headless browser, driven by the driver that was installed with it: nothing is downloaded. */
    private static final class Browser implements AutoCloseable {
        private final ChromeDriver driver;

        private Browser(ChromeDriver driver) {
            this.driver = driver;
        }

        static Browser open() {
            Optional<File> binary = BROWSERS.stream().flatMap(Browser::onPath).findFirst();
            Optional<File> chromedriver = onPath("chromedriver").findFirst();
            if (binary.isEmpty() || chromedriver.isEmpty()) {
                Assumptions.abort("no chromium and chromedriver on the PATH: the report is not tried in a browser");
            }
            ChromeOptions options = new ChromeOptions();
            options.setBinary(binary.orElseThrow());
            options.addArguments(
                    "--headless=new",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--disable-background-networking",
                    "--no-first-run",
                    "--hide-scrollbars");
            LoggingPreferences logs = new LoggingPreferences();
            logs.enable(LogType.BROWSER, Level.ALL);
            logs.enable(LogType.PERFORMANCE, Level.ALL);
            options.setCapability("goog:loggingPrefs", logs);
            ChromeDriverService service = new ChromeDriverService.Builder()
                    .usingDriverExecutable(chromedriver.orElseThrow())
                    .usingAnyFreePort()
                    .build();
            return new Browser(new ChromeDriver(service, options));
        }

        private static Stream<File> onPath(String name) {
            return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                    .map(folder -> new File(folder, name))
                    .filter(File::canExecute);
        }

        void show(Path page, String theme, int width) {
            driver.executeCdpCommand(
                    "Emulation.setDeviceMetricsOverride",
                    Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
            driver.executeCdpCommand(
                    "Emulation.setEmulatedMedia",
                    Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme))));
            driver.get(page.toUri().toString());
        }

        long number(String expression) {
            return ((Number) driver.executeScript("return " + expression)).longValue();
        }

        String text(String expression) {
            return String.valueOf(driver.executeScript("return " + expression));
        }

        List<String> errors() {
            return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                    .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                    .map(Object::toString)
                    .toList();
        }

        /** Every address that the pages asked for. */
        List<String> requests() {
            return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
                    .map(entry -> entry.getMessage())
                    .filter(message -> message.contains("\"Network.requestWillBeSent\""))
                    .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
                    .toList();
        }

        /** The whole page, however long. */
        void keepPicture(String name) throws IOException {
            Map<String, Object> picture = driver.executeCdpCommand(
                    "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true, "clip", clip()));
            Files.write(
                    PICTURES.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture.get("data"))));
        }

        private Map<String, Object> clip() {
            return Map.of(
                    "x", 0,
                    "y", 0,
                    "scale", 1,
                    "width", number("document.documentElement.clientWidth"),
                    "height", Math.min(16_000, number("document.documentElement.scrollHeight")));
        }

        @Override
        public void close() {
            driver.quit();
        }
    }
}
