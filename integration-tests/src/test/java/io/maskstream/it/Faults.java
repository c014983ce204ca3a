package io.maskstream.it;

import io.maskstream.model.RejectionReason;
import io.maskstream.model.fixture.TinyModel;
import java.time.Duration;

/**
 * Images on which a model of {@link Models#writeFaulty} fails. Each has two or three full channels, which no other frame and
 * no sample has; one full channel alone is an image that does not fit into memory together with others.
 */
final class Faults {

    private static final int FULL = 255;

    /** How a predictor fails. */
    enum Kind {
        THROWS(64, RejectionReason.INFERENCE_FAILED),
        NAN(128, RejectionReason.NON_FINITE_OUTPUT),
        HANGS(192, RejectionReason.INFERENCE_TIMEOUT);

        /** Of the third channel. */
        private final int strength;

        private final RejectionReason reason;

        Kind(int strength, RejectionReason reason) {
            this.strength = strength;
            this.reason = reason;
        }

        /** A frame that becomes a dead letter for it. */
        TestFrame frame(long number) {
            return Frames.of(number, new int[] {FULL, FULL, strength}, new TestFrame.DeadLetter(reason));
        }
    }

    /** Full in all channels: the model fails from then on, its own samples included. A sound model finds it red. */
    static TestFrame breaker(long number) {
        TestFrame.Classified red = new TestFrame.Classified(TinyModel.LABELS.get(0), 0);
        return Frames.of(number, new int[] {FULL, FULL, FULL}, red);
    }

    /** Longer than {@link #TIMEOUT}, and not for ever, because a thread that spins takes a core from the tests. */
    private static final Duration HANG = Duration.ofSeconds(6);

    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private Faults() {}

    /** One that needs more memory than there is, unless it is alone; then it is classified. */
    static TestFrame large(long number) {
        return Frames.of(number, new Frames.Colour((int) (number % 3), FULL));
    }

    /** TorchScript; {@code x} are images of floats from 0 to 1. Sums of channels tell which fault is meant. */
    static String script(Kind forGood) {
        String broken = switch (forGood) {
            case THROWS -> raise("the model is broken");
            case HANGS -> Models.spin(6, Long.toString(HANG.toNanos()));
            // The weights are not numbers any more.
            case NAN -> "      pass\n";
        };
        return """
                    m = torch.mean(x, [2, 3])
                    s = torch.sum(m, [1])
                    if bool(torch.any(torch.gt(s, 2.9))):
                      w = torch.div_(self.weight, 0.)
                    else:
                      pass
                    if bool(torch.any(torch.isnan(self.weight))):
                """
                + broken
                + """
                    else:
                      pass
                    if bool(torch.any(torch.logical_and(torch.gt(s, 2.2), torch.lt(s, 2.4)))):
                """
                + raise("the model cannot do this image")
                + """
                    else:
                      pass
                    if bool(torch.any(torch.logical_and(torch.gt(s, 2.7), torch.lt(s, 2.9)))):
                """
                + Models.spin(6, Long.toString(HANG.toNanos()))
                + """
                    else:
                      pass
                    large = torch.logical_and(torch.gt(torch.amax(m, [1]), 0.99), torch.lt(s, 2.))
                    if torch.gt(torch.size(x, 0), 1):
                      if bool(torch.any(large)):
                        z = torch.zeros([70368744177664])
                      else:
                        pass
                    else:
                      pass
                    n = torch.logical_and(torch.gt(s, 2.45), torch.lt(s, 2.6))
                    x = torch.mul(x, torch.reshape(torch.sqrt(torch.sub(1., torch.mul(n, 2.))), [-1, 1, 1, 1]))
                """;
    }

    private static String raise(String message) {
        return "      ops.prim.RaiseException(\"" + message + "\")\n";
    }
}
