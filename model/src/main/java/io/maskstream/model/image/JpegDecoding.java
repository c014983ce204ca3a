package io.maskstream.model.image;

import java.util.Locale;

/**
 * Who decodes JPEG. libjpeg-turbo, where the machine has it, can leave out what a smaller input would not show; its pixels
 * at full size are those of a JDK that uses libjpeg-turbo, too, and nearly those of any other. Whatever it does not like is
 * left to the JDK's reader, so that the same files are refused either way.
 */
public enum JpegDecoding {
    /** libjpeg-turbo where it can be loaded, else the JDK. */
    AUTO,
    /** The JDK alone: every JPEG in its full size. */
    JDK,
    /** libjpeg-turbo; an error where it cannot be loaded. */
    TURBO;

    /** The pipeline's key, and the system property for whoever has no pipeline: training, evaluation, the CLI. */
    public static final String KEY = "maskstream.decode.jpeg";

    /**
     * The system property {@value #KEY}; AUTO without it.
     *
     * @throws IllegalArgumentException when it is none of the choices
     */
    public static JpegDecoding ofProcess() {
        String value = System.getProperty(KEY, "auto");
        for (JpegDecoding choice : values())
            if (choice.name().toLowerCase(Locale.ROOT).equals(value)) return choice;
        throw new IllegalArgumentException(
                "-D" + KEY + "=" + value + ": must be auto | jdk | turbo; correct it, or leave it out");
    }

    /** Whether there is a libjpeg-turbo that can be used. Loads it. */
    public static boolean isTurboThere() {
        return TurboJpeg.missing().isEmpty();
    }

    /**
     * Whether libjpeg-turbo decodes.
     *
     * @throws IllegalArgumentException when it is asked for and cannot be loaded
     */
    boolean turbo() {
        if (this == JDK) return false;
        if (this == TURBO && !isTurboThere())
            throw new IllegalArgumentException(KEY + " = turbo: "
                    + TurboJpeg.missing().orElse("") + "; " + TurboJpeg.REMEDY + ", or set " + KEY + " to auto or jdk");
        return isTurboThere();
    }

    /**
     * Who decodes, for comparison with another time or place: images that are scaled down have other pixels by another.
     *
     * @return {@code libjpeg-turbo} or {@code jdk}
     * @throws IllegalArgumentException as {@link #turbo}
     */
    public String decoder() {
        return turbo() ? "libjpeg-turbo" : "jdk";
    }

    /**
     * Who decodes, for a log.
     *
     * @throws IllegalArgumentException as {@link #turbo}
     */
    public String description() {
        if (turbo()) return "libjpeg-turbo (" + TurboJpeg.NAME + "), scaled down while decoding";
        if (this == JDK) return "the JDK's reader, as " + KEY + " = jdk asks for";
        return "the JDK's reader: " + TurboJpeg.missing().orElse("") + "; to decode faster, " + TurboJpeg.REMEDY;
    }
}
