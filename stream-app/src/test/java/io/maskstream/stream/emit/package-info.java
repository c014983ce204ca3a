@NullMarked
package io.maskstream.stream.emit;

import org.jspecify.annotations.NullMarked;
