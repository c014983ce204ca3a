package io.maskstream.model.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.InputShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CostsTest {

    private static final InputShape SMALL = new InputShape(3, 32, 32);

    @ParameterizedTest
    @CsvSource({"dmc-pico, 9.68", "dmc-nano, 35.92", "dmc-small, 312.59", "dmc-resnet18, 699.06"})
    void multiplyAccumulatesAreThoseOfTheDesign(String preset, double expected) {
        assertThat(Costs.of(NetworkPreset.of(preset).spec(10), SMALL).mmacs()).isCloseTo(expected, within(0.005));
    }

    @Test
    void resNet18HasTheCostsOfTheLiterature() {
        // torchvision's resnet18 at 224x224 without its 7x7 stem; with that it is 1.82 G.
        NetworkSpec spec = NetworkPreset.RESNET18.spec(1000).withStemStride(4);
        double blocks = 4 * 3 * 3 * 64 * 64 * 56 * 56 + 3.0 * (64 * 128 * 9 + 3 * 128 * 128 * 9 + 64 * 128) * 28 * 28;
        double stem = 3 * 32 * 9 * 112.0 * 112 + 32 * 64 * 9 * 112.0 * 112;
        assertThat(Costs.of(spec, new InputShape(3, 224, 224)).multiplyAccumulates())
                .isEqualTo((long) (blocks + stem + 512 * 1000));
    }

    @Test
    void aPlainBlockIsCountedByHand() {
        NetworkSpec one = new NetworkSpec(
                BlockKind.PLAIN_SE,
                5,
                2,
                List.of(new StageSpec(8, 1, List.of(new Branch(3, 1)))),
                MaskKind.OFF,
                Selection.UNIFORM,
                Enhancement.OFF,
                false);
        long stem = (3 * 8 + 8 * 8) * 9 * (8 * 5);
        long convolutions = 2 * 8 * 8 * 9 * (8 * 5);
        long linears = 8 * 8 + 8 * 8 + 8 * 5;
        // 15 x 9 halved is 8 x 5.
        assertThat(Costs.of(one, new InputShape(3, 15, 9)).multiplyAccumulates())
                .isEqualTo(stem + convolutions + linears);
    }

    @Test
    void parametersAreThoseOfTheNetworkOfEveryArm() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Arms.all()
                    .forEach((arm, spec) -> assertThat(Costs.of(spec, SMALL).parameters())
                            .as(arm)
                            .isEqualTo(DmcNetwork.create(spec, 1, manager).parameterCount()));
        }
    }

    @Test
    void aMaskThatIsFoldedIntoTheKernelsCostsNothing() {
        NetworkSpec pico = NetworkPreset.DMC_PICO.spec(10);
        assertThat(Costs.of(pico.withMask(MaskKind.STATIC), SMALL).multiplyAccumulates())
                .isEqualTo(Costs.of(pico.withMask(MaskKind.OFF), SMALL).multiplyAccumulates());
    }
}
