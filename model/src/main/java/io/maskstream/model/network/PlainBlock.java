package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** Two 3x3 convolutions (He et al. 2016, BasicBlock), attention if any, and the way around: the control. */
final class PlainBlock implements Unit {

    private final Convolution first;
    private final Norm firstNorm;
    private final Convolution second;
    private final Norm secondNorm;
    private final Optional<Attention> attention;
    private final Shortcut shortcut;

    PlainBlock(ParameterScope scope, BlockSpec block, NetworkSpec spec) {
        Geometry strided = Geometry.square(3).strided(block.stride());
        first = Convolution.beforeNorm(scope.child("conv1"), block.in(), block.out(), strided);
        firstNorm = Norm.of(scope.child("bn1"), block.out());
        second = Convolution.beforeNorm(scope.child("conv2"), block.out(), block.out(), Geometry.square(3));
        secondNorm = Norm.beforeAddition(scope.child("bn2"), block.out(), spec.zeroInitResidual());
        attention = attention(scope, block.out(), spec.block());
        shortcut = Shortcut.of(scope.child("short"), block);
    }

    private static Optional<Attention> attention(ParameterScope scope, int width, BlockKind kind) {
        return switch (kind) {
            case PLAIN -> Optional.empty();
            case PLAIN_SE -> Optional.of(new SqueezeExcitation(scope.child("se"), width));
            case PLAIN_CBAM -> Optional.of(new Cbam(scope.child("cbam"), width));
            case MASKED -> throw new IllegalArgumentException("block: MASKED is not a plain block");
        };
    }

    @Override
    public NDArray apply(Pass pass, NDArray x) {
        NDArray y = Ops.relu(firstNorm.apply(pass, first.apply(pass, x)));
        y = secondNorm.apply(pass, second.apply(pass, y));
        if (attention.isPresent()) y = attention.get().apply(pass, y);
        return Ops.relu(y.add(shortcut.apply(pass, x)));
    }
}
