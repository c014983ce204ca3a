package io.maskstream.model.image;

/** {@link HostileImagesTest} where there is no libjpeg-turbo, or none is wanted. */
class HostileImagesJdkTest extends HostileImagesTest {

    @Override
    JpegDecoding jpeg() {
        return JpegDecoding.JDK;
    }
}
