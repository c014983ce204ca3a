package io.maskstream.model;

/**
 * Every reason for which a frame may be refused, declared once. The name goes into the dead letter's {@code
 * maskstream.reason} header; {@link #description()} is what the documentation's table says.
 */
public enum RejectionReason {
    NULL_VALUE(Stage.DESERIALIZE, "the record has no value"),
    MALFORMED_RECORD(Stage.DESERIALIZE, "the bytes are not a record of the expected schema"),
    UNKNOWN_SCHEMA(Stage.DESERIALIZE, "the record names a writer schema that is not known here"),
    INVALID_FRAME(Stage.DESERIALIZE, "a field of the frame contradicts the contract"),
    EXTRACTOR_FAILED(Stage.DESERIALIZE, "the FrameExtractor threw an exception"),

    FETCH_REFUSED(Stage.FETCH, "the configuration does not allow the referenced content to be fetched"),
    FETCH_FAILED(Stage.FETCH, "the referenced content could not be fetched"),
    FETCH_TIMEOUT(Stage.FETCH, "the referenced content did not come in time, at no attempt"),
    FETCH_EXPIRED(Stage.FETCH, "the frame's deadline passed while its content was fetched"),
    CONTENT_TOO_LARGE(Stage.FETCH, "the referenced content is larger than frame.max.bytes"),
    CONTENT_MISMATCH(Stage.FETCH, "the content's size or SHA-256 is not what the reference says"),

    TOO_MANY_BYTES(Stage.DECODE, "the content is larger than frame.max.bytes"),
    TOO_MANY_PIXELS(Stage.DECODE, "the image's header declares more pixels than frame.max.pixels"),
    EMPTY_CONTENT(Stage.DECODE, "the content has no bytes"),
    UNSUPPORTED_FORMAT(Stage.DECODE, "the image format, or a feature of it, is not supported"),
    TRUNCATED(Stage.DECODE, "the image ends before its data is complete"),
    CORRUPT_IMAGE(Stage.DECODE, "the image's bytes contradict its format"),
    RAW_SIZE_MISMATCH(Stage.DECODE, "the length of RAW content is not width x height x bytes a pixel"),

    REGION_OUTSIDE_IMAGE(Stage.PREPROCESS, "a region of interest is empty or not inside the image"),

    INFERENCE_FAILED(Stage.INFER, "the model fails on this image while a control sample passes"),
    INFERENCE_TIMEOUT(Stage.INFER, "the model does not return on this image while a control sample passes"),
    NATIVE_CRASH(Stage.INFER, "the model's native code ends the process on this image while a control sample passes"),

    NON_FINITE_OUTPUT(Stage.POSTPROCESS, "the model's output for this image is NaN or infinite"),
    MAPPER_FAILED(Stage.POSTPROCESS, "the ResultMapper threw an exception");

    private final Stage stage;
    private final String description;

    RejectionReason(Stage stage, String description) {
        this.stage = stage;
        this.description = description;
    }

    public Stage stage() {
        return stage;
    }

    public String description() {
        return description;
    }
}
