package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.List;

/** Branches of different scale under the dynamic mask: [B, C, H, W] to [B, C/2, H, W] a branch. */
final class MaskConvolution {

    private final String path;
    private final Masking masking;
    private final List<Convolution> convolutions = new ArrayList<>();
    private final List<Norm> norms = new ArrayList<>();

    MaskConvolution(ParameterScope scope, BlockSpec block, MaskKind kind) {
        this.path = block.path();
        this.masking = masking(scope.child("mask"), block, kind);
        int width = block.out() / 2;
        for (int b = 0; b < block.branches().size(); b++) {
            Geometry geometry = Geometry.of(block.branches().get(b));
            convolutions.add(Convolution.beforeNorm(scope.child("convs").child(b), block.out(), width, geometry));
            norms.add(Norm.of(scope.child("bns").child(b), width));
        }
    }

    NDList apply(Pass pass, NDArray x) {
        NDList convolved = masking.convolve(pass, x, convolutions, path);
        NDList branches = new NDList();
        for (int b = 0; b < norms.size(); b++)
            branches.add(Ops.relu(norms.get(b).apply(pass, convolved.get(b))));
        return branches;
    }

    private static Masking masking(ParameterScope scope, BlockSpec block, MaskKind kind) {
        KernelMaskLayout layout = new KernelMaskLayout(block.out(), block.branches());
        return switch (kind) {
            case OFF -> new Masking.None();
            case INPUT ->
                new Masking.OnInput(
                        new DynamicMask(scope, block.out(), block.branches().size()));
            case KERNEL -> new Masking.OnKernel(new KernelMask(scope, layout), layout);
            case STATIC -> new Masking.Static(new StaticMask(scope, layout), layout);
        };
    }
}
