@NullMarked
package io.maskstream.stream.lifecycle;

import org.jspecify.annotations.NullMarked;
