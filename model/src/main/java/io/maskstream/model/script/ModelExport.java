package io.maskstream.model.script;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.maskstream.model.InputShape;
import io.maskstream.model.artifact.ArtifactWriter;
import io.maskstream.model.artifact.ModelArtifact;
import io.maskstream.model.artifact.Samples;
import io.maskstream.model.artifact.Tensor;
import io.maskstream.model.network.ActivationObserver;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.Weights;
import io.maskstream.model.runtime.DeviceRequest;
import io.maskstream.model.runtime.TorchScriptRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Makes an artifact of a trained network. The samples' logits are what the network itself says; the archive has to say the
 * same before the manifest is written. On the CPU and the calling thread; loads the native library.
 */
public final class ModelExport {

    private ModelExport() {}

    /**
     * Writes {@code models/NAME/VERSION/}: model.pt, weights.npz, samples.npz and, last, manifest.json.
     *
     * @return the artifact, read back and verified
     * @throws IllegalArgumentException when the weights are not those of the network, or not finite
     * @throws java.nio.file.FileAlreadyExistsException when this version exists: versions never change
     * @throws io.maskstream.model.ModelException DEVICE_UNAVAILABLE without a native library, INVALID_ARTIFACT when archive
     *     and network disagree, or what the runtime throws
     */
    public static ModelArtifact write(ExportRequest request, Path models) throws IOException {
        Path archive = Files.createTempFile("maskstream-export-", ".pt");
        // The runtime first: it sets the native library up.
        try (TorchScriptRuntime runtime = TorchScriptRuntime.open(DeviceRequest.ONE_CPU, request.count());
                NDManager manager = NDManager.newBaseManager(Device.cpu());
                DmcNetwork network = DmcNetwork.create(request.network(), 0, manager)) {
            ScriptExport.write(request.network(), request.weights(), request.form(), archive);
            network.load(request.weights());
            float[] logits = logits(network, manager, request);
            float[] exported = runtime.logits(archive, request.model(), request.samples(), request.count());
            ExportCheck.requireSame(request.model(), logits, exported);

            Map<String, String> provenance = new LinkedHashMap<>(request.provenance());
            provenance.putAll(
                    NetworkProvenance.of(request.network(), request.model().input()));
            provenance.put("network.script", request.form().name().toLowerCase(Locale.ROOT));
            return ArtifactWriter.of(
                            request.model(),
                            out -> Files.copy(archive, out),
                            new Samples(request.count(), request.samples(), logits))
                    .weights(tensors(request.weights()))
                    .metrics(request.metrics())
                    .provenance(provenance)
                    .write(models);
        } finally {
            Files.deleteIfExists(archive);
        }
    }

    private static float[] logits(DmcNetwork network, NDManager manager, ExportRequest request) {
        InputShape in = request.model().input();
        Shape shape = new Shape(request.count(), in.channels(), in.height(), in.width());
        NDArray images = manager.create(request.samples(), shape);
        return network.logits(new ParameterStore(manager, false), images, false, ActivationObserver.NONE)
                .toFloatArray();
    }

    private static Map<String, Tensor> tensors(Weights weights) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        weights.tensors().forEach((name, tensor) -> tensors.put(name, new Tensor(tensor.shape(), tensor.values())));
        return tensors;
    }
}
