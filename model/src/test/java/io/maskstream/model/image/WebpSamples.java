package io.maskstream.model.image;

import java.util.Base64;

/**
 * WebP files made for these tests with libwebp (through Pillow 12.3), since Java has no writer: 24x16 pixels, red top left,
 * green top right, blue bottom left, yellow bottom right.
 */
final class WebpSamples {

    static final byte[] LOSSY =
            of("UklGRmoAAABXRUJQVlA4IF4AAACwAwCdASoYABAALiUYjEYREREBABIlqALEagDK/9wABN5tgC4ryAD+/ZuL0WH/uV"
                    + "0f//MTeR/+8+f/pR/+DrlH/9XEv//ozxew//9XQnv/mQ7sCfnKf/49M9N//AAA");

    static final byte[] LOSSLESS =
            of("UklGRjgAAABXRUJQVlA4TCsAAAAvF8ADAB8gEEjaH3qN+RcQFPk/2vwHXySAMNtokpOc5P2PIKL/sU19AtUTAA==");

    static final byte[] LOSSLESS_TURNED =
            of("UklGRmwAAABXRUJQVlA4WAoAAAAIAAAAFwAADwAAVlA4TCsAAAAvF8ADAB8gEEjaH3qN+RcQFPk/2vwHXySAMNtokp"
                    + "Oc5P2PIKL/sU19AtUTAEVYSUYaAAAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAA=");

    static final byte[] LOSSLESS_ALPHA =
            of("UklGRk4AAABXRUJQVlA4TEIAAAAvF8ADEE3sQkT/w16EQCAJYX/KEaL/IQOjbdv4/6fLirphAkkb9/6dPwKLQTZpk2"
                    + "yZSs9woJkBTXxzg6xEUxmv/AY=");

    static final byte[] ANIMATED =
            of("UklGRqIAAABXRUJQVlA4WAoAAAACAAAAFwAADwAAQU5JTQYAAAAAAAAAAABBTk1GRAAAAAAAAAAAABcAAA8AAGQAAA"
                    + "JWUDhMKwAAAC8XwAMAHyAQSN4fOo35FxAU+T/a/EdODoAw22iSkzzJ/Y8gov+xTX0C1TEAQU5NRioAAAAAAAAAAAAX"
                    + "AAAPAABkAAAAVlA4TBEAAAAvF8ADAAfQhCY0of+BiOh/AAA=");

    static final byte[] LOSSY_ALPHA =
            of("UklGRo4AAABXRUJQVlA4WAoAAAAQAAAAFwAADwAAQUxQSAoAAAABB9CmiAhERP8DVlA4IF4AAACwAwCdASoYABAALi"
                    + "UYjEYREREBABIlqALEagDK/9wABN5tgC4ryAD+/ZuL0WH/uV0f//MTeR/+8+f/pR/+DrlH/9XEv//ozxew//9XQnv/"
                    + "mQ7sCfnKf/49M9N//AAA");

    /** Not quadrants: red is 10 x, green 15 y, blue (7 x + 11 y) mod 256. */
    static final byte[] GRADIENT = of("UklGRjAAAABXRUJQVlA4TCMAAAAvF8ADAM1lRP9jFxH9DwOZtE0d1L/jnjvHFeJ/wB8TcKh9ZgA=");

    private WebpSamples() {}

    private static byte[] of(String base64) {
        return Base64.getDecoder().decode(base64);
    }
}
