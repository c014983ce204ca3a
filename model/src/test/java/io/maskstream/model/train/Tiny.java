package io.maskstream.model.train;

import ai.djl.ndarray.NDManager;
import io.maskstream.model.augment.Augmentation;
import io.maskstream.model.augment.Flip;
import io.maskstream.model.data.TestData;
import io.maskstream.model.network.BlockKind;
import io.maskstream.model.network.Branch;
import io.maskstream.model.network.DmcNetwork;
import io.maskstream.model.network.Enhancement;
import io.maskstream.model.network.MaskKind;
import io.maskstream.model.network.NetworkSpec;
import io.maskstream.model.network.Selection;
import io.maskstream.model.network.StageSpec;
import java.util.List;

/** A network and a task small enough to train in a test. */
final class Tiny {

    private Tiny() {}

    static DmcNetwork network(MaskKind mask, NDManager manager) {
        List<StageSpec> stages = List.of(new StageSpec(8, 1, List.of(new Branch(3, 1), new Branch(3, 2))));
        NetworkSpec spec =
                new NetworkSpec(BlockKind.MASKED, 2, 1, stages, mask, Selection.DYNAMIC, Enhancement.DYNAMIC, false);
        return DmcNetwork.create(spec, 1, manager);
    }

    static TrainingData data(int images) {
        return new TrainingData(TestData.of(images, 2, 8), TestData.of(32, 2, 8), TestData.preprocessor(8), 1);
    }

    static Recipe recipe(int epochs) {
        return recipe(epochs, 8);
    }

    static Recipe recipe(int epochs, int batch) {
        Recipe.Optimizer optimizer =
                new Recipe.Optimizer(Recipe.ScheduleKind.ONE_CYCLE, 0.1f, 0.5f, 0.9f, 5e-4f, 5e-4f);
        return new Recipe(
                epochs,
                batch,
                3,
                optimizer,
                0.1f,
                Augmentation.light(1, Flip.ALTERNATING),
                new Recipe.Averaging(0.34f, 0.99f),
                1);
    }
}
