package dev.attune.pipelines.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class HtmlTest {
  @Property(tries = 200)
  void anyTextComesBackAsText(@ForAll String text) {
    String html = Html.page("t", List.of(), List.of(Html.tag("p", text).attribute("title", text)));
    Document page = PageReader.parse(html);
    assertThat(page.getElementsByTagName("p").getLength()).isEqualTo(1);
    String shown = page.getElementsByTagName("p").item(0).getTextContent();
    assertThat(shown.length()).isEqualTo(text.length());
    for (int i = 0; i < text.length(); i++) {
      // What XML cannot hold is replaced; everything else is the same.
      assertThat(shown.charAt(i)).isIn(text.charAt(i), '\uFFFD');
    }
  }

  @Test
  void markupInTextStaysText() {
    String evil = "<script>alert('x')</script>\" onload=\"y & ]]>\u0000\u001b";
    Document page =
        PageReader.parse(
            Html.page(evil, List.of(), List.of(Html.tag("p", evil).attribute("title", evil))));
    assertThat(page.getElementsByTagName("script").getLength()).isZero();
    assertThat(page.getElementsByTagName("title").item(0).getTextContent())
        .startsWith("<script>alert('x')</script>\" onload=\"y & ]]>");
    assertThat(page.getElementsByTagName("p").item(0).getAttributes().getLength()).isEqualTo(1);
  }
}
