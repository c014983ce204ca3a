package io.maskstream.stream.config;

/**
 * One thing that is wrong, and what to do about it.
 *
 * @param key the key's full name
 * @param value as it was given, masked for secrets; empty when there is none
 * @param remedy what to change
 */
public record ConfigProblem(String key, String value, String remedy) {

    /** {@code key = value: remedy}. */
    @Override
    public String toString() {
        return (value.isEmpty() ? key : key + " = " + value) + ": " + remedy;
    }
}
