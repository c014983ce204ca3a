package io.maskstream.model.evaluate;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which classes were taken for which. Immutable as far as its arrays are left alone.
 *
 * @param labels by class id
 * @param counts images by true class (row) and first prediction (column)
 */
public record Confusion(List<String> labels, long[][] counts) {

    static Confusion of(Outputs outputs, List<String> labels) {
        long[][] counts = new long[outputs.classes()][outputs.classes()];
        for (int i = 0; i < outputs.images(); i++) counts[outputs.labels()[i]][outputs.first(i)]++;
        return new Confusion(labels, counts);
    }

    /** Images of a class. */
    public long support(int classId) {
        return LongStream.of(counts[classId]).sum();
    }

    /** Share of the images called this class that are of it; NaN when none was. */
    public double precision(int classId) {
        long called = 0;
        for (long[] row : counts) called += row[classId];
        return called == 0 ? Double.NaN : (double) counts[classId][classId] / called;
    }

    /** Share of the images of this class that were called it; NaN when there is none. */
    public double recall(int classId) {
        long support = support(classId);
        return support == 0 ? Double.NaN : (double) counts[classId][classId] / support;
    }

    /** A header with the predicted labels, then a line for each true one (RFC 4180). */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("true \\ predicted");
        for (String label : labels) csv.append(',').append(quoted(label));
        csv.append('\n');
        for (int c = 0; c < counts.length; c++)
            csv.append(quoted(labels.get(c)))
                    .append(LongStream.of(counts[c]).mapToObj(n -> "," + n).collect(Collectors.joining()))
                    .append('\n');
        return csv.toString();
    }

    private static String quoted(String label) {
        return label.matches("[^\",\r\n]*") ? label : '"' + label.replace("\"", "\"\"") + '"';
    }
}
