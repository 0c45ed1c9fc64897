package specsweep.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapTest {
    @TempDir
    Path folder;

    @Test
    void anSvgIsWellFormedAndSaysWhatItShows() throws Exception {
        Path file = folder.resolve("a.svg");
        ramp("x < 1 & y", 1.0).write(file);
        var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
        List<String> texts = new ArrayList<>();
        var nodes = document.getElementsByTagName("text");
        for (int i = 0; i < nodes.getLength(); i++) {
            texts.add(nodes.item(i).getTextContent());
        }
        assertThat(texts).contains("x < 1 & y", "across / m", "upwards / s", "sum / K", "0.0", "0.2", "1.0", "2.5");
    }

    @Test
    void theFirstValueIsAtTheLowerLeftCornerAndTheLastAtTheUpperRight() throws IOException {
        Path file = folder.resolve("a.svg");
        ramp("ramp", 1.0).write(file);
        BufferedImage raster = firstImage(Files.readString(file));
        int last = raster.getWidth() - 1;
        assertThat(raster.getRGB(0, last) & 0xffffff).isEqualTo(ColourMap.colour(0));
        assertThat(raster.getRGB(last, 0) & 0xffffff).isEqualTo(ColourMap.colour(1));
        // x + 2 y: rightwards a third of the range, upwards two thirds.
        assertThat(raster.getRGB(last, last) & 0xffffff).isEqualTo(ColourMap.colour(1.0 / 3));
        assertThat(raster.getRGB(0, 0) & 0xffffff).isEqualTo(ColourMap.colour(2.0 / 3));
    }

    @Test
    void aPngHasTwoPixelsForEachOfTheSvg() throws IOException {
        HeatMap map = ramp("ramp", 1.0);
        Path file = folder.resolve("a.PNG");
        map.write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(2 * map.width());
        assertThat(image.getHeight()).isEqualTo(2 * map.height());
    }

    @Test
    void aFewHugeValuesDoNotTakeTheColoursOfTheOthers() throws IOException {
        Path file = folder.resolve("a.svg");
        ramp("spike", 1000.0).write(file);
        assertThat(Files.readString(file))
                .contains("values go on beyond the colours, from ")
                .contains("1.00e+03");
        Path plain = folder.resolve("b.svg");
        ramp("plain", 1.0).write(plain);
        assertThat(Files.readString(plain)).doesNotContain("beyond the colours");
    }

    @Test
    void aConstantIsDrawnToo() {
        Panel panel = Panel.of("constant", new double[][] {{3, 3}, {3, 3}});
        assertThat(panel.low()).isLessThan(3);
        assertThat(panel.high()).isGreaterThan(3);
        assertThat(panel.isClipped()).isFalse();
    }

    @Test
    void ticksAreRoundNumbersInsideTheAxis() {
        assertThat(Ticks.between(0, 1, 6).labels()).containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
        assertThat(Ticks.between(-5, 5, 6).labels()).containsExactly("\u22124", "\u22122", "0", "2", "4");
        assertThat(Ticks.between(-0.0741, 0.185, 6).values())
                .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-15 ? 0 : 1)
                .containsExactly(-0.05, 0.0, 0.05, 0.1, 0.15);
        assertThat(Ticks.between(1200, 98000, 6).labels()).containsExactly("20000", "40000", "60000", "80000");
    }

    @Test
    void lightnessOfTheColoursRises() {
        double before = -1;
        for (int k = 0; k <= 100; k++) {
            int colour = ColourMap.colour(k / 100.0);
            double lightness = 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
            assertThat(lightness).isGreaterThan(before);
            before = lightness;
        }
        assertThat(ColourMap.colour(-3)).isEqualTo(ColourMap.colour(0));
        assertThat(ColourMap.colour(7)).isEqualTo(ColourMap.colour(1));
    }

    @Test
    void otherFormatsAreRefused() {
        assertThat(HeatMap.writes(Path.of("a.gif"))).isFalse();
        assertThatThrownBy(() -> ramp("ramp", 1.0).write(folder.resolve("a.gif")))
                .hasMessageContaining("a.gif");
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static HeatMap ramp(String title, double spike) {
        return HeatMap.of(
                title,
                "x + 2 y",
                new HeatMap.Axis("across / m", 0, 1),
                new HeatMap.Axis("upwards / s", 0, 1),
                List.of("sum / K"),
                points -> {
                    double[] values = new double[points.length / 2];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = points[2 * i] + 2 * points[2 * i + 1];
                    }
                    if (spike > 1.0) {
                        values[7] = spike;
                    }
                    return values;
                });
    }

    private static BufferedImage firstImage(String svg) throws IOException {
        Matcher matcher = Pattern.compile("base64,([^\"]+)\"").matcher(svg);
        assertThat(matcher.find()).isTrue();
        byte[] png = Base64.getDecoder().decode(Objects.requireNonNull(matcher.group(1)));
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
