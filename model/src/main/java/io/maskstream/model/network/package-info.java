/**
 * The dynamic mask convolution network, an independent implementation of the ideas in the abstract of Jiang Wentao, You
 * Zhuocheng, Zhang Shengchang, "Dynamic mask convolution for image classification networks" (CAAI Transactions on
 * Intelligent Systems, 2026, 21(2):423-434, doi:10.11992/tis.202503019). Everything more exact than the abstract is our
 * own design.
 *
 * <p>In: float32 images [B, 3, H, W], normalised. Out: logits [B, K]. {@link io.maskstream.model.network.DmcNetwork} is the
 * door; a network belongs to one thread at a time. Parameter names are PyTorch module paths and with {@link
 * io.maskstream.model.network.Weights} the neutral form of a model. Failure: IllegalArgumentException that names the
 * setting or the parameter.
 */
@NullMarked
package io.maskstream.model.network;

import org.jspecify.annotations.NullMarked;
