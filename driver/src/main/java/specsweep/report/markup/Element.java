package specsweep.report.markup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One element of HTML or SVG with its attributes and children.
 *
 * <p>Results may have been written by anyone, so nothing here is inserted as markup: texts and attribute values are escaped
 * on rendering, attributes that run scripts are refused, and links lead within the page or carry a picture.
 */
public final class Element {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Pattern HARMLESS_LINK = Pattern.compile("#[\\w-]+|data:image/png;base64,[A-Za-z0-9+/=]+");
    private static final Set<String> WITHOUT_END = Set.of("meta", "br", "hr");
    private static final Set<String> RAW = Set.of("style", "script");

    /** SVG's own elements: the empty ones among them close themselves, in HTML as in XML. */
    private static final Set<String> SELF_CLOSING =
            Set.of("circle", "image", "line", "path", "polygon", "polyline", "rect");

    private final String name;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Element(String name) {
        if (!NAME.matcher(name).matches() || RAW.contains(name)) {
            throw new IllegalArgumentException("not the name of an element: " + name);
        }
        this.name = name;
    }

    private Element(String name, String raw) {
        this.name = name;
        children.add(new Raw(raw));
    }

    /** An element without attributes and children. */
    public static Element of(String name) {
        return new Element(name);
    }

    /** An element of a CSS class. */
    public static Element of(String name, String cssClass) {
        return new Element(name).with("class", cssClass);
    }

    /** A style sheet or script of ours, which is written as it is. */
    public static Element ours(String styleOrScript, String text) {
        if (!RAW.contains(styleOrScript) || text.toLowerCase(Locale.ROOT).contains("</")) {
            throw new IllegalArgumentException("not a style sheet or script that can be written as it is");
        }
        return new Element(styleOrScript, text);
    }

    /** Sets an attribute. */
    public Element with(String attribute, String value) {
        if (!NAME.matcher(attribute).matches()
                || attribute.toLowerCase(Locale.ROOT).startsWith("on")
                || attribute.equals("style")) {
            throw new IllegalArgumentException("not an attribute that may be set: " + attribute);
        }
        if ((attribute.equals("href") || attribute.equals("src"))
                && !HARMLESS_LINK.matcher(value).matches()) {
            throw new IllegalArgumentException("not a link within the page: " + value);
        }
        attributes.put(attribute, value);
        return this;
    }

    /** Sets an attribute to a coordinate, to a tenth of a unit. */
    public Element with(String attribute, double coordinate) {
        return with(attribute, Coordinates.text(coordinate));
    }

    /** The height of an SVG picture by its view box. */
    public double viewBoxHeight() {
        return Double.parseDouble(attributes.getOrDefault("viewBox", "0 0 0 0").split(" ")[3]);
    }

    /** Adds children. */
    public Element add(Element... more) {
        children.addAll(List.of(more));
        return this;
    }

    /** Adds children. */
    public Element add(List<Element> more) {
        children.addAll(more);
        return this;
    }

    /** Adds a text. */
    public Element text(String text) {
        children.add(text);
        return this;
    }

    /** Writes the element and all below it. */
    public String render() {
        StringBuilder out = new StringBuilder();
        render(out);
        return out.toString();
    }

    private void render(StringBuilder out) {
        out.append('<').append(name);
        attributes.forEach((attribute, value) -> {
            out.append(' ').append(attribute).append("=\"");
            escape(value, out);
            out.append('"');
        });
        if (children.isEmpty() && SELF_CLOSING.contains(name)) {
            out.append("/>");
            return;
        }
        out.append('>');
        if (WITHOUT_END.contains(name)) {
            return;
        }
        for (Object child : children) {
            if (child instanceof Element element) {
                element.render(out);
            } else if (child instanceof Raw raw) {
                out.append(raw.text());
            } else {
                escape((String) child, out);
            }
        }
        out.append("</").append(name).append('>');
    }

    /** What XML forbids, and what turns the direction of the text around it, becomes a replacement character. */
    private static void escape(String text, StringBuilder out) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.appendCodePoint(isHarmless(c) ? c : 0xfffd);
            }
        });
    }

    private static boolean isHarmless(int c) {
        boolean control = c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0;
        boolean turning = c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
        boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return !control && !turning && !surrogate && (c & 0xfffe) != 0xfffe;
    }

    private record Raw(String text) {}
}
