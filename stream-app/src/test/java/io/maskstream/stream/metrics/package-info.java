@NullMarked
package io.maskstream.stream.metrics;

import org.jspecify.annotations.NullMarked;
