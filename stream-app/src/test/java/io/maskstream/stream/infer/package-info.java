@NullMarked
package io.maskstream.stream.infer;

import org.jspecify.annotations.NullMarked;
