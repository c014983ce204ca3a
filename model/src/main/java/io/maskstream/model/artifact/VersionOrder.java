package io.maskstream.model.artifact;

import java.util.Comparator;

/**
 * Natural order of versions: runs of digits compare as numbers (1 &lt; 2 &lt; 10, 1.2.0 &lt; 1.10.0), all else by
 * character; what follows a hyphen is a pre-release and comes before the version without it (1.0-rc1 &lt; 1.0), as in
 * Semantic Versioning. Versions that differ in leading zeros only are ordered as text.
 */
final class VersionOrder implements Comparator<String> {

    static final VersionOrder INSTANCE = new VersionOrder();

    private VersionOrder() {}

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            int endA = digitsEnd(a, i);
            int endB = digitsEnd(b, j);
            if (endA > i && endB > j) {
                int order = compareNumbers(a.substring(i, endA), b.substring(j, endB));
                if (order != 0) return order;
                i = endA;
                j = endB;
            } else {
                int order = Integer.compare(rank(a, i++), rank(b, j++));
                if (order != 0) return order;
            }
        }
        int order = Integer.compare(rank(a, i), rank(b, j));
        return order != 0 ? order : a.compareTo(b);
    }

    /** The end of a version stands between a hyphen and every other character. */
    private static int rank(String text, int at) {
        if (at >= text.length()) return 1;
        return text.charAt(at) == '-' ? 0 : 2 + text.charAt(at);
    }

    private static int digitsEnd(String text, int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') end++;
        return end;
    }

    // By length first, so that no number is too large.
    private static int compareNumbers(String a, String b) {
        String x = withoutZeros(a);
        String y = withoutZeros(b);
        return x.length() != y.length() ? Integer.compare(x.length(), y.length()) : x.compareTo(y);
    }

    private static String withoutZeros(String digits) {
        int from = 0;
        while (from < digits.length() - 1 && digits.charAt(from) == '0') from++;
        return digits.substring(from);
    }
}
