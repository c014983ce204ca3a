package io.maskstream.stream.journal;

import java.time.Instant;

/**
 * A frame that was in flight when a process died.
 *
 * @param since the last such death
 * @param model SHA-256 of the model that the kills are of; empty: none yet
 * @param kills how often it took a child JVM down, alone
 */
record Suspect(Instant since, String model, int kills) {

    static Suspect since(Instant death) {
        return new Suspect(death, "", 0);
    }

    int kills(String byModel) {
        return byModel.equals(model) ? kills : 0;
    }

    Suspect killed(String byModel) {
        return new Suspect(since, byModel, kills(byModel) + 1);
    }

    static Suspect worse(Suspect a, Suspect b) {
        return a.kills() >= b.kills() ? a : b;
    }

    Suspect seenAgain(Instant death) {
        return new Suspect(death, model, kills);
    }
}
