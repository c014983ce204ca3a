package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OpenedTest {

    private final Opened opened = new Opened();
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatIsOpenIsTakenAgainUntilItsProcessEnds() throws Exception {
        FakeSide first = opened.get("pipeline", FakeSide.class, OpenedTest::side);
        assertThat(opened.get("pipeline", FakeSide.class, OpenedTest::side)).isSameAs(first);
        first.die();
        FakeSide second = opened.get("pipeline", FakeSide.class, OpenedTest::side);
        assertThat(second).isNotSameAs(first);
        assertThat(first.isClosed()).isTrue();
        assertThat(second.isClosed()).isFalse();
    }

    @Test
    void afterAFailureNoSideIsLeftButTheBrokerIs() throws Exception {
        AutoCloseable broker = opened.get("broker", AutoCloseable.class, () -> () -> closed.add("broker"));
        FakeSide side = opened.get("side", FakeSide.class, OpenedTest::side);
        opened.endSides();
        assertThat(side.isClosed()).isTrue();
        assertThat(closed).isEmpty();
        assertThat(opened.get("side", FakeSide.class, OpenedTest::side)).isNotSameAs(side);
        assertThat(opened.get("broker", AutoCloseable.class, () -> () -> {})).isSameAs(broker);
    }

    @Test
    void theLastIsClosedFirstWhateverTheOthersDo() throws Exception {
        AutoCloseable unused = opened.get("broker", AutoCloseable.class, () -> () -> closed.add("broker"));
        unused = opened.get("side", AutoCloseable.class, () -> () -> {
            closed.add("side");
            throw new IllegalStateException("broken");
        });
        opened.close();
        opened.close();
        assertThat(closed).containsExactly("side", "broker");
    }

    @Test
    void whatIsOpenedDuringACloseIsClosed() {
        FakeSide late = side();
        assertThatThrownBy(() -> opened.get("late", FakeSide.class, () -> {
                    opened.close();
                    return late;
                }))
                .hasMessageContaining("being ended");
        assertThat(late.isClosed()).isTrue();
        assertThatThrownBy(() -> opened.get("later", FakeSide.class, OpenedTest::side))
                .hasMessageContaining("being ended");
    }

    private static FakeSide side() {
        return new FakeSide("side", 1, new ArrayList<>());
    }
}
