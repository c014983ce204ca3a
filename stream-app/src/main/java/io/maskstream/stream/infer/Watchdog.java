package io.maskstream.stream.infer;

/** Looks for calls that are overdue, four times in the time that a call may take. */
final class Watchdog implements Runnable {

    private final DeviceWorkers workers;

    Watchdog(DeviceWorkers workers) {
        this.workers = workers;
    }

    @Override
    public void run() {
        try {
            do workers.inspect();
            while (workers.awaitInspection());
        } catch (Throwable e) {
            workers.fail(e);
        }
    }
}
