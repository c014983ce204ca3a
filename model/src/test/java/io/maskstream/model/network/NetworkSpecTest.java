package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NetworkSpecTest {

    private static final NetworkSpec PICO = NetworkPreset.DMC_PICO.spec(10);

    @Test
    void aStageIsReadFromItsText() {
        for (StageSpec stage : NetworkPreset.DMC_RESNET18.spec(10).stages())
            assertThat(StageSpec.parse(stage.toString())).isEqualTo(stage);
        assertThat(StageSpec.parse("12x3[5d1,1d1]"))
                .isEqualTo(new StageSpec(12, 3, List.of(new Branch(5, 1), new Branch(1, 1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "16x2", "16x2[]", "16x2[3d]", "x2[3d1]", "16x2[3d1,]", "16x2[3d1] "})
    void anotherTextIsRefusedWithAnExample(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StageSpec.parse(text))
                .withMessageContaining("'" + text + "'")
                .withMessageContaining("16x2[3d1,3d2,3d3]");
    }

    @Test
    void singleDilationKeepsTheNumberOfBranches() {
        assertThat(NetworkPreset.DMC_RESNET18.spec(10).withSingleDilation().stages())
                .allMatch(stage ->
                        stage.branches().equals(List.of(new Branch(3, 1), new Branch(3, 1), new Branch(3, 1))));
    }

    @Test
    void widthsReplaceThoseOfTheStages() {
        NetworkSpec wider = PICO.withWidths(List.of(16, 24, 40));
        assertThat(wider.stages()).extracting(StageSpec::width).containsExactly(16, 24, 40);
        assertThat(wider.stages()).extracting(StageSpec::depth).containsExactly(2, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PICO.withWidths(List.of(16, 24)))
                .withMessageContaining("widths: [16, 24], must be 3");
    }

    @ParameterizedTest
    @CsvSource({"OFF, 10, 9", "INPUT, 12, 10", "KERNEL, 16, 12", "STATIC, 16, 12"})
    void aWidthIsAMultipleOfWhatTheMaskDividesItInto(MaskKind mask, int good, int bad) {
        NetworkSpec spec = PICO.withMask(mask);
        assertThat(spec.withWidths(List.of(good, good, good)).headWidth()).isEqualTo(good);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> spec.withWidths(List.of(good, bad, good)))
                .withMessageContaining("stage width: " + bad);
    }

    @Test
    void plainBlocksHaveNeitherMaskNorSelectionNorEnhancement() {
        NetworkSpec plain = PICO.withBlock(BlockKind.PLAIN_SE);
        assertThat(plain.withBlock(BlockKind.MASKED)).isEqualTo(PICO);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.withMask(MaskKind.KERNEL))
                .withMessageContaining("mask: KERNEL, must be OFF: a PLAIN_SE block has none");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.withSelection(Selection.DYNAMIC))
                .withMessageContaining("selection: DYNAMIC");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> plain.withEnhancement(Enhancement.FIXED_BETA))
                .withMessageContaining("enhancement: FIXED_BETA");
    }

    @Test
    void aPresetIsKnownByItsBlocksAndStages() {
        assertThat(NetworkPreset.of(PICO.withMask(MaskKind.OFF).withClasses(3))).contains(NetworkPreset.DMC_PICO);
        assertThat(NetworkPreset.of(PICO.withBlock(BlockKind.PLAIN))).isEmpty();
        assertThat(NetworkPreset.of(PICO.withWidths(List.of(16, 16, 32)))).isEmpty();
    }
}
