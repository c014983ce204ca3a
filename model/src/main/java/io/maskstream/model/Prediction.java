package io.maskstream.model;

/**
 * One class that the model considers.
 *
 * @param rank 1 is the most likely
 * @param classId index into the model's labels and logits
 * @param label the class's name
 * @param confidence softmax of logits / temperature, in [0,1]
 */
public record Prediction(int rank, int classId, String label, float confidence) {}
