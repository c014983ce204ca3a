package io.maskstream.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VersionOrderTest {

    private static final List<String> VERSIONS = List.of(
            "0.9",
            "01",
            "1-rc1",
            "1-rc2",
            "1-rc10",
            "1",
            "1.0-beta",
            "1.0",
            "1.0.1",
            "1.2.0",
            "1.10.0",
            "1a",
            "2",
            "10",
            "99999999999999999999",
            "100000000000000000000",
            "v1",
            "v2",
            "v10");

    @Test
    void numbersCountAsNumbersAndPreReleasesComeBefore() {
        List<String> shuffled = new ArrayList<>(VERSIONS);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.sort(VersionOrder.INSTANCE);
        assertThat(shuffled).containsSubsequence("1-rc1", "1-rc2", "1-rc10", "1", "1.0-beta", "1.0", "1.0.1");
        assertThat(shuffled).containsSubsequence("0.9", "1", "1.2.0", "1.10.0", "2", "10");
        assertThat(shuffled).containsSubsequence("99999999999999999999", "100000000000000000000", "v1", "v2", "v10");
    }

    @Test
    void isATotalOrder() {
        for (String a : VERSIONS)
            for (String b : VERSIONS) {
                int ab = VersionOrder.INSTANCE.compare(a, b);
                assertThat(Integer.signum(ab)).isEqualTo(-Integer.signum(VersionOrder.INSTANCE.compare(b, a)));
                assertThat(ab == 0).isEqualTo(a.equals(b));
                for (String c : VERSIONS)
                    if (ab < 0 && VersionOrder.INSTANCE.compare(b, c) < 0)
                        assertThat(VersionOrder.INSTANCE.compare(a, c))
                                .as("%s < %s < %s", a, b, c)
                                .isNegative();
            }
    }
}
