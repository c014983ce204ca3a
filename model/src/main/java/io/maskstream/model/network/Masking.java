package io.maskstream.model.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/** How the branches' convolutions meet the mask. */
sealed interface Masking {

    /** Mask groups. Channel c belongs to group c mod GROUPS on the input side. */
    int GROUPS = MaskKind.GROUPS;

    /**
     * @param x [B, C, H, W]
     * @param branches convolutions C to w, one a branch
     * @param path of the block, for the observer
     * @return [B, w, H, W] a branch, before normalisation
     */
    NDList convolve(Pass pass, NDArray x, List<Convolution> branches, String path);

    /** No mask. */
    record None() implements Masking {

        @Override
        public NDList convolve(Pass pass, NDArray x, List<Convolution> branches, String path) {
            NDList convolved = new NDList();
            for (Convolution branch : branches) convolved.add(branch.apply(pass, x));
            return convolved;
        }
    }

    /** A mask on the input. */
    record OnInput(DynamicMask mask) implements Masking {

        @Override
        public NDList convolve(Pass pass, NDArray x, List<Convolution> branches, String path) {
            NDArray masks = mask.apply(pass, x);
            pass.observer().activation(path + ".mask", masks);
            masks = pass.intervention().apply(masks);
            long batch = x.getShape().get(0);
            long channels = x.getShape().get(1);
            long height = x.getShape().get(2);
            long width = x.getShape().get(3);
            NDArray grouped = x.reshape(batch, channels / GROUPS, GROUPS, height, width);
            NDList parts =
                    masks.reshape(batch, branches.size(), GROUPS, height, width).split(branches.size(), 1);
            NDList convolved = new NDList();
            for (int b = 0; b < branches.size(); b++) {
                NDArray masked = grouped.mul(parts.get(b)).reshape(batch, channels, height, width);
                convolved.add(branches.get(b).apply(pass, masked));
            }
            return convolved;
        }
    }

    /** A mask on the kernel. */
    record OnKernel(KernelMask mask, KernelMaskLayout layout) implements Masking {

        @Override
        public NDList convolve(Pass pass, NDArray x, List<Convolution> branches, String path) {
            NDArray masks = mask.apply(pass, x);
            pass.observer().activation(path + ".mask", masks);
            masks = pass.intervention().apply(masks);
            NDList parts = layout.split(masks);
            long batch = x.getShape().get(0);
            long channels = x.getShape().get(1);
            NDList convolved = new NDList();
            for (int b = 0; b < branches.size(); b++) {
                Convolution branch = branches.get(b);
                NDArray kernel = branch.kernel(pass);
                long outputs = kernel.getShape().get(0);
                long size = kernel.getShape().get(2);
                // Output channel o belongs to group o / (w / GROUPS).
                NDArray taps = parts.get(b).reshape(batch, GROUPS, 1, 1, size * size);
                NDArray shared = Ops.view(kernel, x.getManager(), 1, GROUPS, outputs / GROUPS, channels, size * size);
                NDArray kernels = taps.mul(shared).reshape(batch * outputs, channels, size, size);
                NDArray inputs = parts.get(branches.size() + b).reshape(batch, channels, 1, 1);
                convolved.add(branch.applyPerSample(x.mul(inputs), kernels));
            }
            return convolved;
        }
    }

    /** A mask on the kernel that is the same for every sample. */
    record Static(StaticMask mask, KernelMaskLayout layout) implements Masking {

        @Override
        public NDList convolve(Pass pass, NDArray x, List<Convolution> branches, String path) {
            NDArray masks = mask.apply(pass, x.getManager());
            pass.observer().activation(path + ".mask", masks);
            NDList parts = layout.split(masks);
            NDList convolved = new NDList();
            for (int b = 0; b < branches.size(); b++) {
                NDArray kernel = branches.get(b).kernel(pass);
                Shape shape = kernel.getShape();
                long taps = shape.get(2) * shape.get(3);
                NDArray shared = Ops.view(kernel, x.getManager(), GROUPS, shape.get(0) / GROUPS, shape.get(1), taps);
                NDArray byTap = shared.mul(parts.get(b).reshape(GROUPS, 1, 1, taps));
                NDArray masked = byTap.mul(parts.get(branches.size() + b).reshape(1, 1, -1, 1));
                convolved.add(branches.get(b).apply(pass, x, masked.reshape(shape)));
            }
            return convolved;
        }
    }
}
