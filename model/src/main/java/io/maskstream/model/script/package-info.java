/**
 * TorchScript written from pure Java: a trained network becomes an archive that libtorch runs without this code.
 *
 * <p>In: a {@link io.maskstream.model.network.NetworkSpec} with its {@link io.maskstream.model.network.Weights}. Out:
 * {@code model.pt} ({@link io.maskstream.model.script.ScriptExport}) or a whole artifact ({@link
 * io.maskstream.model.script.ModelExport}). Everything runs on the calling thread; the 1x1 convolutions and one other tensor are
 * in memory beside the weights. An archive is written in one of two forms ({@link io.maskstream.model.script.ScriptForm}). Failure: IllegalArgumentException that names the tensor or the setting, IOException from the disk, and
 * {@link io.maskstream.model.ModelException} when the written module does not say what the network says.
 */
@NullMarked
package io.maskstream.model.script;

import org.jspecify.annotations.NullMarked;
