package io.maskstream.model.ablate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maskstream.model.ablate.PairedDifference.Verdict;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AblationTableTest {

    @Test
    void theIntervalIsStudents() {
        // R: t.test(c(1, 2, 3, 4, 5)) gives 1.036757 to 4.963243.
        PairedDifference d = PairedDifference.of(1, 2, 3, 4, 5);
        assertThat(d.mean()).isEqualTo(3);
        assertThat(d.low()).isCloseTo(1.036757, within(1e-6));
        assertThat(d.high()).isCloseTo(4.963243, within(1e-6));
        assertThat(d.verdict()).isEqualTo(Verdict.HELPS);
        assertThat(PairedDifference.of(-1, -2, -3, -4, -5).verdict()).isEqualTo(Verdict.HURTS);
        assertThat(PairedDifference.of(1, -1, 2).verdict()).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void onePairShowsNothing() {
        assertThat(PairedDifference.of(0.5).verdict()).isEqualTo(Verdict.NOT_SHOWN);
        assertThatThrownBy(PairedDifference::of).hasMessageContaining("at least one pair");
    }

    @Test
    void mcNemarIsExactAndTwoSided() {
        // R: binom.test(2, 10)$p.value is 0.109375.
        McNemar m = McNemar.of(bits(0, 1, 20), bits(2, 3, 4, 5, 6, 7, 8, 9, 20));
        assertThat(m.onlyFirst()).isEqualTo(2);
        assertThat(m.onlySecond()).isEqualTo(8);
        assertThat(m.p()).isCloseTo(0.109375, within(1e-12));
        assertThat(McNemar.of(bits(1), bits(1)).p()).isEqualTo(1);
        assertThat(McNemar.of(bits(1), bits(2)).p()).isEqualTo(1);
    }

    @Test
    void armsArePairedBySeed() {
        List<CellResult> cells = List.of(
                cell("off", 1, 0, 1, 2),
                cell("off", 2, 0, 1),
                cell("full", 2, 0, 1, 2),
                cell("full", 1, 0, 1, 2, 3, 4),
                cell("full", 3, 0));
        AblationTable table = AblationTable.of("full", cells);
        assertThat(table.rows()).extracting(AblationTable.Row::arm).containsExactly("full", "off");
        AblationTable.Row off = table.rows().get(1);
        assertThat(off.seeds()).containsExactly(1L, 2L);
        assertThat(off.top1()).isCloseTo(0.25, within(1e-12));
        assertThat(off.difference().mean()).isCloseTo((0.2 + 0.1) / 2, within(1e-12));
        assertThat(off.difference().pairs()).isEqualTo(2);
        assertThat(off.tests()).extracting(McNemar::onlyFirst).containsExactly(2, 1);
        assertThat(table.rows().get(0).difference().mean()).isZero();
        assertThat(table.rows().get(0).difference().verdict()).isEqualTo(Verdict.NOT_SHOWN);
    }

    @Test
    void refusesWhatDoesNotPair() {
        assertThatThrownBy(() -> AblationTable.of("full", List.of(cell("off", 1, 0))))
                .hasMessageContaining("full has no finished cell");
        assertThatThrownBy(() ->
                        AblationTable.of("full", List.of(cell("full", 1, 0), new CellResult("off", 1, 11, bits(0)))))
                .hasMessageContaining("same images");
        assertThatThrownBy(() -> new CellResult("off", 1, 3, bits(3))).hasMessageContaining("images: 3");
    }

    private static CellResult cell(String arm, long seed, int... correct) {
        return new CellResult(arm, seed, 10, bits(correct));
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int i : set) bits.set(i);
        return bits;
    }
}
