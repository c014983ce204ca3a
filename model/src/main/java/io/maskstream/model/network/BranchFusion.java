package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Optional;

/**
 * Multi-branch mask convolution fusion: branches are weighed channel by channel, added up and projected back, [B, C, H, W]
 * to the same shape.
 */
final class BranchFusion {

    private final MaskConvolution convolution;
    private final Optional<Selector> selector;
    private final Convolution project;
    private final Norm projectNorm;

    BranchFusion(ParameterScope scope, BlockSpec block, NetworkSpec spec) {
        int width = block.out() / 2;
        convolution = new MaskConvolution(scope, block, spec.mask());
        selector = spec.selection() == Selection.DYNAMIC
                ? Optional.of(new Selector(scope, width, block.branches().size()))
                : Optional.empty();
        project = Convolution.beforeNorm(scope.child("proj"), width, block.out(), Geometry.square(1));
        projectNorm = Norm.beforeAddition(scope.child("bnp"), block.out(), spec.zeroInitResidual());
    }

    NDArray apply(Pass pass, NDArray x) {
        NDList branches = convolution.apply(pass, x);
        NDArray sum = sum(branches);
        NDArray fused =
                selector.isPresent() ? selector.get().fuse(pass, branches, sum) : Ops.scale(sum, 1f / branches.size());
        return projectNorm.apply(pass, project.apply(pass, fused));
    }

    private static NDArray sum(NDList arrays) {
        NDArray sum = arrays.get(0);
        for (int i = 1; i < arrays.size(); i++) sum = sum.add(arrays.get(i));
        return sum;
    }

    /** A softmax over the branches, uniform at the start. */
    private static final class Selector {

        private final Dense reduce;
        private final Dense head;

        Selector(ParameterScope scope, int width, int branches) {
            int reduced = Math.max(16, width / 4);
            reduce = Dense.of(scope.child("sel1"), width, reduced);
            head = Dense.zero(scope.child("sel2"), reduced, branches * width);
        }

        NDArray fuse(Pass pass, NDList branches, NDArray sum) {
            NDArray scores = head.apply(pass, Ops.relu(reduce.apply(pass, Ops.spatialMean(sum))));
            NDList weights = scores.reshape(scores.getShape().get(0), branches.size(), -1, 1, 1)
                    .softmax(1)
                    .split(branches.size(), 1);
            NDList weighted = new NDList();
            for (int b = 0; b < branches.size(); b++)
                weighted.add(branches.get(b).mul(weights.get(b).squeeze(1)));
            return sum(weighted);
        }
    }
}
