@NullMarked
package io.maskstream.stream.batch;

import org.jspecify.annotations.NullMarked;
