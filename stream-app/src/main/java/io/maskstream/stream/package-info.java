/**
 * What an embedding user sees: the classification step, and how it reads and writes the user's own types.
 */
@NullMarked
package io.maskstream.stream;

import org.jspecify.annotations.NullMarked;
