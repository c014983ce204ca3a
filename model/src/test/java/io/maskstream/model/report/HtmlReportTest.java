package io.maskstream.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.maskstream.model.ConfidenceForRisk;
import io.maskstream.model.Conformal;
import io.maskstream.model.ModelSpec;
import io.maskstream.model.corrupt.Corruption;
import io.maskstream.model.data.Dataset;
import io.maskstream.model.evaluate.CorruptedScore;
import io.maskstream.model.evaluate.EvaluationReport;
import io.maskstream.model.evaluate.Outputs;
import io.maskstream.model.fixture.TinyModel;
import io.maskstream.model.image.RgbImage;
import io.maskstream.model.probe.MaskMap;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class HtmlReportTest {

    private static final Pattern PICTURE = Pattern.compile("src=\"data:image/png;base64,([^\"]*)\"");
    private static final List<String> LABELS = List.of("<red>", "green & co", "blue");
    private static final ModelSpec SPEC = TinyModel.spec("tiny", "1", LABELS, 8)
            .withCalibration(Optional.of(new ConfidenceForRisk(0.01, 0.5)), Optional.of(new Conformal(0.95, 0.5)));
    private static final EvaluationReport REPORT =
            EvaluationReport.of(new Outputs(3, new float[] {3, 0, 0, 0, 3, 0, 0, 3, 0}, new int[] {0, 1, 2}), SPEC);

    /** Image i is one pixel wide and i + 1 high. */
    private record Images() implements Dataset {
        @Override
        public int size() {
            return 3;
        }

        @Override
        public List<String> labels() {
            return LABELS;
        }

        @Override
        public int label(int index) {
            return index;
        }

        @Override
        public RgbImage image(int index) {
            return new RgbImage(1, index + 1, new byte[3 * (index + 1)]);
        }
    }

    private static String html(List<CorruptedScore> corrupted) {
        return new HtmlReport("tiny/1 on <images>", REPORT, new Images(), 1, 123, corrupted, List.of()).toHtml();
    }

    @Test
    void masksAreBlueWhereTheyWeakenAndRedWhereTheyStrengthen() {
        RgbImage grey = new RgbImage(3, 1, new byte[] {100, 100, 100, 100, 100, 100, 100, 100, 100});
        BufferedImage drawn = MaskPicture.draw(new MaskMap(grey, new float[] {0.5f, 1, 1.25f}));
        assertThat(drawn.getWidth()).isEqualTo(6);
        for (int x : new int[] {0, 1, 2, 4})
            assertThat(drawn.getRGB(x, 0) & 0xffffff).isEqualTo(0x646464);
        Color weakened = new Color(drawn.getRGB(3, 0));
        Color strengthened = new Color(drawn.getRGB(5, 0));
        assertThat(weakened.getBlue()).isGreaterThan(weakened.getRed() + 50);
        assertThat(strengthened.getRed()).isGreaterThan(strengthened.getBlue() + 20);
        // Half as far from 1, half as much colour.
        assertThat(strengthened.getRed() - 100).isBetween(25, 35);
    }

    @Test
    void needsNothingFromElsewhereAndEscapesLabels() {
        String html = html(List.of());
        assertThat(html)
                .doesNotContain("http", "<script", "<red>", "<images>")
                .contains("&lt;red&gt;", "green &amp; co", "tiny/1 on &lt;images&gt;")
                .contains("66.67 %");
        assertThat(html.split("<table", -1)).hasSize(html.split("</table>", -1).length);
    }

    @Test
    void picturesAreInsideTheMistakeAmongThem() throws IOException {
        List<BufferedImage> pictures = new ArrayList<>();
        Matcher found = PICTURE.matcher(html(List.of()));
        while (found.find())
            pictures.add(
                    ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(found.group(1)))));
        // Reliability, confusion, and image 2, which is blue and was called green.
        assertThat(pictures).hasSize(3);
        assertThat(pictures.get(2).getHeight()).isEqualTo(3);
        assertThat(html(List.of())).contains("2: blue, said green &amp; co 0.909 (0.045)");
    }

    @Test
    void corruptionsHaveALineEach() {
        List<CorruptedScore> scores = new ArrayList<>();
        for (int severity = 1; severity <= 5; severity++)
            scores.add(new CorruptedScore(Corruption.JPEG, severity, REPORT));
        assertThat(html(scores)).contains("<td>jpeg</td><td>66.67 %</td>").doesNotContain("<td>darkness</td>");
        assertThat(html(List.of())).doesNotContain("Corruptions");
    }

    @Test
    void aThousandClassesAreDrawnToo() {
        int classes = 1000;
        List<String> labels = new ArrayList<>();
        for (int c = 0; c < classes; c++) labels.add("c" + c);
        EvaluationReport many = EvaluationReport.of(
                new Outputs(classes, new float[classes], new int[1]), TinyModel.spec("tiny", "1", labels, 8));
        assertThat(ConfusionPicture.draw(many.confusion()).getWidth()).isBetween(1000, 2100);
    }
}
