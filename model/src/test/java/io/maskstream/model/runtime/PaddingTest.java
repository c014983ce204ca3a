package io.maskstream.model.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaddingTest {

    @ParameterizedTest
    @CsvSource({"1,2", "2,2", "3,3", "31,31", "40,40"})
    void aCpuPadsSinglesOnly(int count, int padded) {
        assertThat(Padding.CPU.padded(count, 32)).isEqualTo(padded);
    }

    @ParameterizedTest
    @CsvSource({"1,32,1", "2,32,2", "3,32,4", "17,32,32", "32,32,32", "33,32,33", "13,24,16", "17,24,24", "3,3,3"})
    void aGpuPadsToAPowerOfTwoOrTheLargestBatch(int count, int maxBatch, int padded) {
        assertThat(Padding.GPU.padded(count, maxBatch)).isEqualTo(padded);
    }

    @Test
    void bucketsAreThePaddedSizes() {
        assertThat(Padding.buckets(1)).containsExactly(1);
        assertThat(Padding.buckets(24)).containsExactly(1, 2, 4, 8, 16, 24);
        assertThat(Padding.buckets(32)).containsExactly(1, 2, 4, 8, 16, 32);
    }
}
