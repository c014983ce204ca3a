package io.maskstream.it.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.schemas.ClassificationStatus;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AnsweredTest {

    private static final Instant STARTED = Instant.ofEpochSecond(7200);
    private static final Instant OLD = STARTED.minusSeconds(3600);

    private final Answered answered = new Answered(STARTED);

    @Test
    void aFreshLabelIsOneOfAFrameThatWasCapturedSinceTheStart() throws Exception {
        add(ClassificationStatus.SHED, STARTED.plusSeconds(1), 100);
        assertThat(answered.firstLabelMillis()).isEmpty();
        add(ClassificationStatus.OK, STARTED.plusSeconds(2), 300);
        add(ClassificationStatus.OK, STARTED, 200);
        assertThat(answered.firstLabelMillis()).hasValue(200);
        assertThat(answered.fresh()).isEqualTo(3);
    }

    @Test
    void anOldFrameThatIsClassifiedFailsTheMeasure() {
        assertThatThrownBy(() -> add(ClassificationStatus.OK, STARTED.minusNanos(1000), 100))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was not shed but has the status OK");
        assertThatThrownBy(() -> add(ClassificationStatus.LOW_CONFIDENCE, OLD, 100))
                .isInstanceOf(IOException.class);
        assertThat(answered.firstLabelMillis()).isEmpty();
    }

    @Test
    void eachBacklogIsCountedByItself() throws Exception {
        Instant other = OLD.plusMillis(1);
        add(ClassificationStatus.SHED, OLD, 100);
        add(ClassificationStatus.SHED, other, 101);
        add(ClassificationStatus.SHED, other, 102);
        assertThat(answered.shed(OLD)).isEqualTo(1);
        assertThat(answered.shed(other)).isEqualTo(2);
        assertThat(answered.shed(STARTED)).isZero();
        assertThat(answered.fresh()).isZero();
    }

    private void add(ClassificationStatus status, Instant captured, long appendedMillis) throws IOException {
        answered.add(new Traffic.Answer(status, captured, appendedMillis));
    }
}
