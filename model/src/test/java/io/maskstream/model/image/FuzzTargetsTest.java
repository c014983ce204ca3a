package io.maskstream.model.image;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The fuzz targets on seeded mutations of their seeds: a short stand-in for {@code integration-tests/fuzz}. */
class FuzzTargetsTest {

    private static final int MUTATIONS = 300;

    @Test
    @Timeout(120)
    void severalDamagesAtOnceAreBoundedAndThrowNothing() {
        Random random = new Random(7);
        for (Map.Entry<String, byte[]> seed : HostileImagesTest.smallFiles().entrySet())
            for (int i = 0; i < MUTATIONS; i++) {
                byte[] file = mutate(seed.getValue(), random);
                byte[] walked = mutate(HeaderFuzz.seed(seed.getValue()), random);
                try {
                    DecodeFuzz.fuzzerTestOneInput(file);
                    HeaderFuzz.fuzzerTestOneInput(walked);
                } catch (RuntimeException | Error e) {
                    throw new AssertionError(seed.getKey() + ", mutation " + i, e);
                }
            }
    }

    /** Up to 8 bytes changed, a part repeated, an end cut off. */
    static byte[] mutate(byte[] seed, Random random) {
        int from = random.nextInt(seed.length);
        int length = random.nextInt(seed.length - from);
        byte[] grown = Arrays.copyOf(seed, seed.length + length);
        System.arraycopy(seed, from, grown, from + length, seed.length - from);
        byte[] mutated = random.nextBoolean() ? grown : seed.clone();
        for (int i = random.nextInt(8); i >= 0; i--) mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
        return random.nextInt(4) == 0 ? Arrays.copyOf(mutated, random.nextInt(mutated.length)) : mutated;
    }
}
