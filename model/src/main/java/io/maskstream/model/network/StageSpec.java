package io.maskstream.model.network;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Blocks of one width on one map size.
 *
 * @param width channels, even: branches have half of them. A mask may ask for a multiple of more
 * @param depth blocks
 * @param branches of each block's mask convolution; plain blocks ignore them
 */
public record StageSpec(int width, int depth, List<Branch> branches) {

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,5})x(\\d{1,4})\\[(\\d+d\\d+(?:,\\d+d\\d+)*)]");

    public StageSpec {
        branches = List.copyOf(branches);
        if (width < 2 || width % 2 != 0)
            throw new IllegalArgumentException("stage width: " + width + ", must be even and at least 2");
        if (depth < 1) throw new IllegalArgumentException("stage depth: " + depth + ", must be at least 1");
        if (branches.isEmpty()) throw new IllegalArgumentException("stage branches: none, needs at least one");
    }

    /** @throws IllegalArgumentException when the text is not of the form that {@link #toString} gives */
    public static StageSpec parse(String text) {
        Matcher m = SYNTAX.matcher(text);
        if (!m.matches())
            throw new IllegalArgumentException(
                    "stage: '" + text + "', must be WIDTHxDEPTH[KERNELdDILATION,...], for example 16x2[3d1,3d2,3d3]");
        List<Branch> branches =
                Arrays.stream(m.group(3).split(",")).map(Branch::parse).toList();
        return new StageSpec(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2)), branches);
    }

    StageSpec withWidth(int value) {
        return new StageSpec(value, depth, branches);
    }

    /** As many branches, all 3x3 without dilation. */
    StageSpec withSingleDilation() {
        return new StageSpec(
                width, depth, branches.stream().map(branch -> new Branch(3, 1)).toList());
    }

    /** Such as {@code 16x2[3d1,3d2]}: width x depth, kernel and dilation of each branch. */
    @Override
    public String toString() {
        return branches.stream().map(Branch::toString).collect(Collectors.joining(",", width + "x" + depth + "[", "]"));
    }
}
