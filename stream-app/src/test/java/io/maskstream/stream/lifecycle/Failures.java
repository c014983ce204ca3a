package io.maskstream.stream.lifecycle;

import io.maskstream.model.ModelException;

/** What a bad version does. */
enum Failures implements FakeRuntime.Behaviour {
    NONE {},
    LOAD {
        @Override
        public void onLoad() {
            throw new ModelException(ModelException.Kind.LOAD_FAILED, "no TorchScript");
        }
    },
    LIBRARY_MISSING {
        @Override
        public void onLoad() {
            throw new UnsatisfiedLinkError("libnew.so");
        }
    },
    HEAP_FULL {
        @Override
        public void onPredict(int call, int count, float[] logits) {
            throw new OutOfMemoryError("Java heap space");
        }
    },
    LARGEST_BATCH {
        @Override
        public void onPredict(int call, int count, float[] logits) {
            if (count == WatcherFixture.MAX_BATCH)
                throw new ModelException(ModelException.Kind.OUT_OF_MEMORY, "a batch of " + count);
        }
    },
    WRONG_LOGITS {
        @Override
        public void onPredict(int call, int count, float[] logits) {
            logits[0] += 1;
        }
    }
}
