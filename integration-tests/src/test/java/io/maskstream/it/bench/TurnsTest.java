package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TurnsTest {

    private static final int ROUNDS = 4;

    private final List<String> log = new ArrayList<>();
    private final Turns turns = new Turns(new Pace(ROUNDS, 1, 3, 6, 12, 3));

    @Test
    void sidesTakeTurnsAsAbba() throws Exception {
        FakeSide a = new FakeSide("a", 3200, log);
        FakeSide b = new FakeSide("b", 640, log);
        Duel duel = turns.alternate(a, b);
        List<String> rounds = log.subList(log.size() - 2 * ROUNDS, log.size());
        assertThat(rounds).containsExactly("a 3200", "b 640", "b 640", "a 3200", "a 3200", "b 640", "b 640", "a 3200");
        assertThat(duel.rateRatio().rounds()).hasSize(ROUNDS).containsOnly(5.0);
    }

    @Test
    void sidesAreWarmBeforeTheirFirstRoundAndWarmedOnce() throws Exception {
        FakeSide a = new FakeSide("a", 320, log);
        turns.images(a, 1);
        assertThat(a.seen()).isBetween(3 * 320L, 5 * 320L);
        long warm = a.seen();
        turns.alternate(a, new FakeSide("b", 320, log), 1);
        assertThat(a.seen()).isEqualTo(warm + 320);
    }

    @Test
    void levelSidesHaveSeenTheSameBeforeEveryRound() throws Exception {
        FakeSide fast = new FakeSide("fast", 960, log);
        FakeSide slow = new FakeSide("slow", 640, log);
        turns.alternateLevel(fast, slow);
        assertThat(slow.seen()).isEqualTo(fast.seen());
        assertThat(log.subList(log.size() - 2 * ROUNDS, log.size()))
                .containsExactly(
                        "fast 960", "slow 960", "slow 960", "fast 960", "fast 960", "slow 960", "slow 960", "fast 960");
    }

    @Test
    void whoCannotCatchUpIsNotWaitedForForever() throws Exception {
        FakeSide fast = new FakeSide("fast", 6_400, log);
        FakeSide slow = new FakeSide("slow", 640, log);
        turns.alternateLevel(fast, slow);
        // Its time to warm up, and ten seconds of one round to catch up.
        assertThat(slow.seen() - ROUNDS * 6_400)
                .isLessThan(fast.seen() - ROUNDS * 6_400)
                .isBetween(10 * 640L, 19 * 640L);
    }

    @Test
    void aStallInTheWarmUpDoesNotMakeTheRoundsSmall() throws Exception {
        FakeSide side = new FakeSide("a", 3200, log);
        Side stalls = new Side() {
            @Override
            public Sample run(int images) {
                Sample sample = side.run(images);
                Duration stalled = sample.wall().plusSeconds(10);
                return log.size() == 2 ? new Sample(images, stalled, stalled) : sample;
            }

            @Override
            public boolean isAlive() {
                return side.isAlive();
            }

            @Override
            public void close() {
                side.close();
            }
        };
        assertThat(turns.images(stalls, 1)).isEqualTo(3200);
        assertThat(log).hasSize(2);
    }

    @Test
    void oneAloneHasItsRoundsToo() throws Exception {
        assertThat(turns.alone(new FakeSide("a", 320, log))).hasSize(ROUNDS);
        assertThat(log.subList(log.size() - ROUNDS, log.size())).containsOnly("a 320");
    }
}
