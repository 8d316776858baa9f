package io.gatehouse.flame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SvgTest {
    private static final StackFrame INIT = StackFrame.method("io.gatehouse.claims.Claims", "<init>");
    private static final StackFrame READ = StackFrame.method("java.io.InputStream", "read");

    @Test
    void everyNameComesOutAsItWentIn() throws Exception {
        Document svg = draw(List.of(new Stack(List.of(INIT, READ), 1)), "A & \"B\" <c>");

        assertThat(texts(svg, "text")).contains("A & \"B\" <c>", "claims.Claims.<init>", "j.i.InputStream.read");
        assertThat(texts(svg, "title")).contains("io.gatehouse.claims.Claims.<init>\n1000 KB, 100.0 %");
    }

    @Test
    void whatXmlCannotHoldIsReplaced() {
        assertThat(Text.xml("a\u0000b\u001b\ud800c\ufffe")).isEqualTo("a?b??c?");
        assertThat(Text.xml("é 😀\t")).isEqualTo("é 😀\t");
    }

    @Test
    void boxesLieOnTheirCallersAndWithinThem() throws Exception {
        Document svg = draw(
                List.of(new Stack(List.of(INIT), 1), new Stack(List.of(INIT, READ), 2), new Stack(List.of(READ), 1)),
                "t");
        List<Element> boxes = boxes(svg);

        assertThat(boxes).hasSize(4);
        Element root = boxes.get(0);
        Element init = boxes.get(1);
        Element read = boxes.get(2);
        assertThat(number(root, "width")).isEqualTo(1176);
        assertThat(number(init, "width")).isEqualTo(882);
        assertThat(number(read, "width")).isEqualTo(588);
        assertThat(number(read, "x")).isEqualTo(number(init, "x"));
        assertThat(number(read, "y")).isLessThan(number(init, "y"));
        assertThat(number(init, "y")).isLessThan(number(root, "y"));
        assertThat(number(boxes.get(3), "x")).isEqualTo(12 + 882);
        assertThat(init.getAttribute("fill")).isEqualTo(CodeOrigin.CLAIMS.colour());
    }

    @Test
    void labelsAreNoWiderThanTheirBoxes() {
        assertThat(Text.fitting(READ, 20)).isEqualTo("j.i.InputStream.read");
        assertThat(Text.fitting(READ, 19)).isEqualTo("InputStream.read");
        assertThat(Text.fitting(READ, 15)).isEqualTo("read");
        assertThat(Text.fitting(INIT, 5)).isEqualTo("<ini…");
        assertThat(Text.fitting(INIT, 3)).isEmpty();
        assertThat(Text.fitting(INIT, -1)).isEmpty();
    }

    @Test
    void theLegendNamesTheOriginsThatAreThere() throws Exception {
        Document svg = draw(List.of(new Stack(List.of(INIT, READ), 1)), "t");

        assertThat(texts(svg, "text")).contains("claims", "JDK").doesNotContain("jnats", "Jackson");
    }

    private static Document draw(List<Stack> stacks, String title) throws Exception {
        double total = stacks.stream().mapToDouble(Stack::weight).sum();
        List<Stack> weighed = stacks.stream()
                .map(stack -> new Stack(stack.frames(), 999_999 * stack.weight() / total))
                .toList();
        Node root = Node.fold(new StackFrame(CodeOrigin.THREAD, "all"), weighed);
        String svg = Svg.draw(Measure.ALLOCATION, root, title, "s");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<String> texts(Document svg, String tag) {
        return elements(svg, tag).stream().map(Element::getTextContent).toList();
    }

    private static List<Element> boxes(Document svg) {
        return elements(svg, "rect").stream()
                .filter(rect -> "g".equals(rect.getParentNode().getNodeName()))
                .toList();
    }

    private static List<Element> elements(Document svg, String tag) {
        NodeList found = svg.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
