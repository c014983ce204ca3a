package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;

/** Two 3x3 convolutions and the way around (He et al. 2016, BasicBlock): the control. */
final class PlainBlock implements Unit {

    private final Convolution first;
    private final Norm firstNorm;
    private final Convolution second;
    private final Norm secondNorm;
    private final Shortcut shortcut;

    PlainBlock(ParameterScope scope, BlockSpec block, NetworkSpec spec) {
        Geometry strided = Geometry.square(3).strided(block.stride());
        first = Convolution.beforeNorm(scope.child("conv1"), block.in(), block.out(), strided);
        firstNorm = Norm.of(scope.child("bn1"), block.out());
        second = Convolution.beforeNorm(scope.child("conv2"), block.out(), block.out(), Geometry.square(3));
        secondNorm = Norm.beforeAddition(scope.child("bn2"), block.out(), spec.zeroInitResidual());
        shortcut = Shortcut.of(scope.child("short"), block);
    }

    @Override
    public NDArray apply(Pass pass, NDArray x) {
        NDArray y = Ops.relu(firstNorm.apply(pass, first.apply(pass, x)));
        y = secondNorm.apply(pass, second.apply(pass, y));
        return Ops.relu(y.add(shortcut.apply(pass, x)));
    }
}
