package specsweep.report.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTest {
    @Test
    void textsAndAttributesAreEscaped() {
        assertThat(Element.of("p", "a\"b").text("<b>&'\u0000\u202e\ud800é").render())
                .isEqualTo("<p class=\"a&quot;b\">&lt;b&gt;&amp;&#39;\ufffd\ufffd\ufffdé</p>");
    }

    @ParameterizedTest
    @CsvSource({"onclick,x", "ONLOAD,x", "style,x", "href,javascript:x", "href,https://x.org", "src,//x.org", "a b,x"})
    void whatCouldRunOrCallIsRefused(String attribute, String value) {
        assertThatThrownBy(() -> Element.of("a").with(attribute, value)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void scriptsAreOursOrNotAtAll() {
        assertThatThrownBy(() -> Element.of("script")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Element.ours("script", "'</script>'")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Element.ours("style", "a > b {}").render()).isEqualTo("<style>a > b {}</style>");
    }

    @Test
    void coordinatesAreRoundedToTenths() {
        assertThat(Coordinates.text(12.04)).isEqualTo("12");
        assertThat(Coordinates.text(-0.25)).isEqualTo("-0.2");
        assertThat(Coordinates.text(3.96)).isEqualTo("4");
        assertThatThrownBy(() -> Coordinates.text(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
