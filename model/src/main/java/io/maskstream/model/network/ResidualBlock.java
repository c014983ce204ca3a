package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/** A 3x3 convolution, branch fusion under masks, adaptive enhancement, and the way around. */
final class ResidualBlock implements Unit {

    private final String path;
    private final Convolution convolution;
    private final Norm norm;
    private final BranchFusion fusion;
    private final Optional<AdaptiveEnhancement> enhancement;
    private final Shortcut shortcut;

    ResidualBlock(ParameterScope scope, BlockSpec block, NetworkSpec spec) {
        path = block.path();
        Geometry geometry = Geometry.square(3).strided(block.stride());
        convolution = Convolution.beforeNorm(scope.child("conv1"), block.in(), block.out(), geometry);
        norm = Norm.of(scope.child("bn1"), block.out());
        fusion = new BranchFusion(scope.child("mb"), block, spec);
        enhancement = enhancement(scope.child("aem"), block, spec.enhancement());
        shortcut = Shortcut.of(scope.child("short"), block);
    }

    private static Optional<AdaptiveEnhancement> enhancement(ParameterScope scope, BlockSpec block, Enhancement kind) {
        return switch (kind) {
            case OFF -> Optional.empty();
            case FIXED_BETA -> Optional.of(new AdaptiveEnhancement(scope, block, false));
            case DYNAMIC -> Optional.of(new AdaptiveEnhancement(scope, block, true));
        };
    }

    @Override
    public NDArray apply(Pass pass, NDArray x) {
        NDArray y = Ops.relu(norm.apply(pass, convolution.apply(pass, x)));
        y = fusion.apply(pass, y);
        pass.observer().activation(path + ".mbmcf", y);
        if (enhancement.isPresent()) {
            y = enhancement.get().apply(pass, y);
            pass.observer().activation(path + ".aem", y);
        }
        return Ops.relu(y.add(shortcut.apply(pass, x)));
    }
}
