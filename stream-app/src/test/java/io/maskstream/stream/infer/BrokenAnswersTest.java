package io.maskstream.stream.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maskstream.model.Rejection;
import io.maskstream.model.runtime.DeviceSlot;
import io.maskstream.stream.journal.JournalEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A bug while the answers of a batch are computed: each of its images still ends. */
final class BrokenAnswersTest {

    private static final InferenceSettings SETTINGS = new InferenceSettings(Duration.ofSeconds(1), 1, false);
    private static final Run RUN = new Run("fake:0", Instant.EPOCH, 0, Duration.ofMillis(1), 3);

    @Test
    void imagesOfABatchWhoseAnswersCannotBeComputedAreDropped() {
        ServedModel model = ServedModel.open(
                new FakeModel(1, FakeModel.Behaviour.NONE),
                List.of(new DeviceSlot(0, "fake:0")),
                1,
                new BatchLimits(8, Duration.ofSeconds(1)),
                Duration.ZERO);
        List<Job> jobs = IntStream.range(0, 3).mapToObj(i -> new Job()).toList();
        Isolation isolation = new Isolation(new Batch(model, List.copyOf(jobs)));
        isolation.next();
        float[] logitsOfTwo = new float[2 * FakeModel.LABELS.size()];

        assertThatThrownBy(() -> isolation.returned(logitsOfTwo, RUN, SETTINGS))
                .isInstanceOf(IndexOutOfBoundsException.class);
        isolation.dropRest();

        assertThat(jobs).allSatisfy(job -> assertThat(job.ends).isEqualTo(1));
    }

    private static final class Job implements InferenceJob {

        private int ends;

        @Override
        public float[] pixels() {
            return new float[3];
        }

        @Override
        public JournalEntry entry() {
            throw new UnsupportedOperationException("no journal here");
        }

        @Override
        public long readyNanos() {
            return 0;
        }

        @Override
        public boolean isGivenUp() {
            return false;
        }

        @Override
        public void classified(Answer answer, Run run) {
            ends++;
        }

        @Override
        public void rejected(Rejection rejection, int attempts) {
            ends++;
        }

        @Override
        public void dropped() {
            ends++;
        }
    }
}
